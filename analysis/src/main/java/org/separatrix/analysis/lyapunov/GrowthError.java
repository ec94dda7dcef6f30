package org.separatrix.analysis.lyapunov;

import java.util.List;

/// Standard error of a mean growth rate, from how far the accumulated logarithm wanders.
///
/// The logarithm of a tangent vector's length after L blocks, less its mean growth, has a variance
/// close to `A L + B`: a random walk, and two ends that fluctuate with the place on the attractor.
/// Only the walk matters in the long run. Batch means take the ends of every batch for noise that
/// adds up, which on Lorenz's flow triples the error and for the exponent zero of a flow, whose
/// walk vanishes, is wrong by far more. Here A and B are fitted to windows of [#SHORT] and [#LONG]
/// blocks and the variance is extrapolated to the whole run.
///
/// The error itself is known to about 25 percent. Correlations longer than [#LONG] blocks, an
/// eighth of a run, are not seen.
final class GrowthError {

    private static final int SHORT = 2;
    private static final int LONG = 16;

    private GrowthError() {}

    /// The standard error of the mean rate of some vectors together, over all runs.
    ///
    /// @param vectors vectors whose rates are added
    /// @param mean their mean rate
    static double of(List<Growth> growths, int[] vectors, double mean) {
        double slow = 0;
        double fast = 0;
        double time = 0;
        int blocks = growths.getFirst().durations().length;
        for (var growth : growths) {
            var wander = wander(growth, vectors, mean);
            fast += meanSquare(wander, SHORT) / growths.size();
            slow += meanSquare(wander, LONG) / growths.size();
            time += growth.duration();
        }
        int n = blocks * growths.size();
        // Subtracting the mean ties a walk of n blocks down at its end.
        double shortWalk = SHORT * (1 - (double) SHORT / n);
        double longWalk = LONG * (1 - (double) LONG / n);
        double walk = Math.max(0, (slow - fast) / (longWalk - shortWalk));
        double ends = Math.max(0, walk > 0 ? fast - walk * shortWalk : 0.5 * (fast + slow));
        return Math.sqrt(walk * n + ends * growths.size()) / time;
    }

    /// The accumulated growth less its mean, before the first block and after each.
    private static double[] wander(Growth growth, int[] vectors, double mean) {
        var sums = new double[growth.durations().length + 1];
        for (int b = 0; b < growth.durations().length; b++) {
            double step = -mean * growth.durations()[b];
            for (int c : vectors) {
                step += growth.logs()[b][c];
            }
            sums[b + 1] = sums[b] + step;
        }
        return sums;
    }

    private static double meanSquare(double[] sums, int length) {
        double squares = 0;
        int count = sums.length - length;
        for (int b = 0; b < count; b++) {
            double difference = sums[b + length] - sums[b];
            squares += difference * difference;
        }
        return squares / count;
    }
}
