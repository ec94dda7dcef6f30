package org.separatrix.forecast.gtf;

import org.separatrix.analysis.metrics.ForecastMetrics;
import org.separatrix.dynamics.CompiledFlow;
import org.separatrix.dynamics.integrate.Integrators;
import org.separatrix.equations.Equations;
import org.separatrix.equations.SystemKind;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Twenty sites of Lorenz-96 at forcing 16, 0.04 time units apart, and the trainings on it.
final class LatticeCase {

    static final String SYSTEM = "lorenz-96";
    static final String ADAPTIVE = "lorenz-96-adaptive";
    static final List<String> VARIANTS = List.of(ADAPTIVE, "lorenz-96-one-step");

    static final double STEP = 0.04;
    private static final int SITES = 20;
    private static final int HIDDEN = 200;
    private static final String EQUATIONS =
            "x[i]' = (x[i+1] - x[i-2])*x[i-1] - x[i] + 16 for i in 0..%d cyclic"
                    .formatted(SITES - 1);

    /// Time units before the recording, for reaching the attractor.
    private static final double TRANSIENT = 40;

    private final GtfConfig config;
    private final Segment training;
    private final double[][] test;

    LatticeCase(GtfConfig config, Seeds seeds) {
        this.config = config;
        int n = config.points();
        double[][] rows = orbit(2 * n);
        double[][] first = Arrays.stream(rows, 0, n).map(double[]::clone).toArray(double[][]::new);
        addNoise(first, config.noise(), seeds.of("lattice noise"));
        var names = IntStream.range(0, SITES).mapToObj(i -> "x" + i).toList();
        training = new Segment(0, STEP, first, names);
        test = Arrays.copyOfRange(rows, n, 2 * n);
    }

    private static double[][] orbit(int points) {
        var flow = CompiledFlow.of(Equations.parse(EQUATIONS, Map.of(), SystemKind.FLOW));
        var times = new double[points + 1];
        for (int i = 1; i <= points; i++) {
            times[i] = TRANSIENT + STEP * (i - 1);
        }
        var start = new double[SITES];
        Arrays.fill(start, 16);
        // The state with all sites equal is a fixed point; it is unstable.
        start[0] += 0.1;
        var orbit = Integrators.named("dop853").tolerance(1e-10, 1e-10).solve(flow, start, times);
        return IntStream.rangeClosed(1, points).mapToObj(orbit::state).toArray(double[][]::new);
    }

    /// Adds normal noise of `share` deviations of each channel.
    static void addNoise(double[][] rows, double share, RandomGenerator random) {
        double[] deviation = ForecastMetrics.deviation(rows);
        for (double[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] += share * deviation[j] * random.nextGaussian();
            }
        }
    }

    Segment training() {
        return training;
    }

    double[][] test() {
        return test;
    }

    /// The training that a variant stands for: the paper's map with as many states as sites.
    Gtf method(String variant) {
        boolean adaptive = variant.equals(ADAPTIVE);
        return new Gtf(
                HIDDEN,
                true,
                config.sequence(),
                config.batch(),
                config.latticeUpdates(),
                2e-3,
                1e-4,
                adaptive ? Forcing.PRODUCT : Forcing.CONSTANT,
                1,
                5,
                // With 0.999 the strength is still above a half after a few thousand updates.
                0.99,
                0,
                0,
                0);
    }
}
