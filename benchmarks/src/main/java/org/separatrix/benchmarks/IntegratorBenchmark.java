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
import org.separatrix.dynamics.integrate.Integrator;
import org.separatrix.dynamics.integrate.Integrators;

import java.util.concurrent.TimeUnit;

/// Ten periods of one trajectory, by method and tolerance; the fixed-step methods take 200 steps a
/// period whatever the tolerance.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class IntegratorBenchmark {

    private static final int PERIODS = 10;
    private static final int STEPS_PER_PERIOD = 200;

    @Param({"Lorenz", "HodgkinHuxley"})
    public String system;

    @Param({"rk4", "dopri5", "tsit5", "dop853", "verner9", "taylor", "rodas5p", "radau", "auto"})
    public String method;

    @Param({"1e-6", "1e-9"})
    public double tolerance;

    private CompiledFlow flow;
    private Integrator integrator;
    private double[] x;
    private double end;

    @Setup
    public void open() {
        var description = Catalog.system(system);
        double period = description.period().orElseThrow();
        flow = description.flow();
        x = description.initial();
        end = PERIODS * period;
        var named = Integrators.named(method);
        integrator =
                named.fixedStep()
                        ? named.step(period / STEPS_PER_PERIOD)
                        : named.tolerance(tolerance, tolerance);
    }

    @Benchmark
    public double[] trajectory() {
        return integrator.integrate(flow, x, 0, end).state();
    }
}
