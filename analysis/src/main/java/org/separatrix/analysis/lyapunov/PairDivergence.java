package org.separatrix.analysis.lyapunov;

import org.separatrix.analysis.statistics.Line;
import org.separatrix.dynamics.Flow;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.Estimate;
import org.separatrix.dynamics.integrate.Integrators;

import java.util.Arrays;
import java.util.SplittableRandom;

/// The largest Lyapunov exponent from pairs of trajectories that start close together.
///
/// It needs no Jacobian and sees jumps of the right-hand side, which tangent vectors do not. For
/// each pair the logarithm of the distance is fitted by a line from its first tenfold growth until
/// it is no longer small; the result is the mean slope over the pairs. Every pair counts alike
/// however long it stays close, which favours slow stretches a little: expect a few percent of
/// bias.
public final class PairDivergence {

    private static final double SEPARATION = 1e-9;
    private static final double SMALL = 1e-3;
    private static final double TOLERANCE = 1e-13;
    private static final int SAMPLES = 400;
    private static final int FEWEST_SAMPLES = 10;

    private PairDivergence() {}

    /// The exponent with its standard error over pairs.
    ///
    /// @param starts states on the attractor, one for each pair
    /// @param longest longest time to follow a pair: some 25 over the exponent
    public static Estimate largest(Flow flow, Trajectory starts, double longest, long seed) {
        int d = flow.dimension();
        double size = size(starts);
        var random = new SplittableRandom(seed);
        var times = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            times[i] = longest * i / (SAMPLES - 1);
        }
        var integrator = Integrators.named("dop853").tolerance(TOLERANCE, TOLERANCE * size);
        var slopes = new double[starts.size()];
        int count = 0;
        for (int pair = 0; pair < starts.size(); pair++) {
            var one = starts.state(pair);
            var other = one.clone();
            for (int i = 0; i < d; i++) {
                other[i] += SEPARATION * size * random.nextGaussian() / Math.sqrt(d);
            }
            var a = integrator.solve(flow, one, times);
            var b = integrator.solve(flow, other, times);
            double slope = slope(times, logDistances(a, b), Math.log(size));
            if (Double.isFinite(slope)) {
                slopes[count++] = slope;
            }
        }
        if (count < 2) {
            throw new IllegalArgumentException(
                    "only %d of %d pairs moved apart within %.6g: follow them longer"
                            .formatted(count, starts.size(), longest));
        }
        double mean = Arrays.stream(slopes, 0, count).average().orElseThrow();
        double squares = 0;
        for (int i = 0; i < count; i++) {
            squares += (slopes[i] - mean) * (slopes[i] - mean);
        }
        return new Estimate(mean, Math.sqrt(squares / (count - 1) / count));
    }

    private static double slope(double[] times, double[] logs, double logSize) {
        int from = 0;
        while (from < logs.length && logs[from] < logs[0] + Math.log(10)) {
            from++;
        }
        int to = from;
        while (to < logs.length && logs[to] < logSize + Math.log(SMALL)) {
            to++;
        }
        return to - from < FEWEST_SAMPLES
                ? Double.NaN
                : Line.through(times, logs, from, to).slope();
    }

    private static double[] logDistances(Trajectory a, Trajectory b) {
        var logs = new double[a.size()];
        for (int i = 0; i < logs.length; i++) {
            double squared = 0;
            for (int j = 0; j < a.dimension(); j++) {
                double difference = a.state(i, j) - b.state(i, j);
                squared += difference * difference;
            }
            logs[i] = 0.5 * Math.log(squared);
        }
        return logs;
    }

    /// Root mean square distance of the starts from their mean.
    private static double size(Trajectory starts) {
        double sum = 0;
        for (int j = 0; j < starts.dimension(); j++) {
            var column = starts.column(j);
            double mean = Arrays.stream(column).average().orElseThrow();
            for (double x : column) {
                sum += (x - mean) * (x - mean) / column.length;
            }
        }
        return Math.sqrt(sum);
    }
}
