package org.separatrix.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.separatrix.dynamics.CompiledFlow;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.integrate.Integrators;

import java.util.concurrent.TimeUnit;

/// Right-hand sides, Jacobians and whole trajectories of some systems.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {

    @Param({"Lorenz", "Halvorsen", "HodgkinHuxley", "Lorenz96Forty"})
    public String system;

    private CompiledFlow flow;
    private double[] x;
    private double[] dx;
    private double[] jacobian;
    private double period;

    @Setup
    public void open() {
        var description = Catalog.system(system);
        flow = description.flow();
        x = description.initial();
        dx = new double[x.length];
        jacobian = new double[x.length * x.length];
        period = description.period().orElseThrow();
    }

    @Benchmark
    public double[] derivative() {
        flow.derivative(0, x, dx);
        return dx;
    }

    @Benchmark
    public double[] jacobian() {
        flow.jacobian(0, x, jacobian);
        return jacobian;
    }

    @Benchmark
    public double[] tenPeriods() {
        return Integrators.named("dop853")
                .tolerance(1e-9, 1e-9)
                .integrate(flow, x, 0, 10 * period)
                .state();
    }
}
