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
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.ensemble.Ensemble;
import org.separatrix.dynamics.ensemble.EnsembleResult;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// Many trajectories of one system on one thread: fixed steps of RK4, and adaptive steps at a
/// tolerance of 1e-12.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EnsembleBenchmark {

    private static final double STEP = 0.005;
    private static final int STEPS = 200;
    private static final double TOLERANCE = 1e-12;

    @Param({"Lorenz", "Halvorsen"})
    public String system;

    @Param({"64", "4096"})
    public int members;

    private Ensemble ensemble;
    private double[][] starts;

    @Setup
    public void open() {
        var description = Catalog.system(system);
        ensemble = Ensemble.of(description.flow()).threads(1);
        double[] x = description.initial();
        var random = new SplittableRandom(1);
        starts = new double[members][x.length];
        for (double[] start : starts) {
            for (int j = 0; j < x.length; j++) {
                start[j] = x[j] + 0.1 * random.nextDouble(-1, 1);
            }
        }
    }

    @Benchmark
    public double[][] fixed() {
        return ensemble.rk4(starts, 0, STEP, STEPS);
    }

    @Benchmark
    public EnsembleResult adaptive() {
        return ensemble.integrate(starts, new double[] {0, STEP * STEPS}, TOLERANCE);
    }
}
