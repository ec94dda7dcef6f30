package org.separatrix.forecast.gtf;

import java.util.Arrays;

/// Whole passes over a batch whose states are observed directly.
final class Passes {

    private static final double[][][] NO_PUSHES = {};

    private Passes() {}

    /// Sum of squared errors; `pass` then holds the gradient of `weight` times it.
    static double error(ForcedPass pass, double[][][] x, double alpha, double weight) {
        var observed = new LiftGradient(x[0][0].length, new double[0][]);
        return error(pass, observed, x, NO_PUSHES, alpha, weight);
    }

    static double error(
            ForcedPass pass,
            ObservationGradient observed,
            double[][][] x,
            double[][][] pushes,
            double alpha,
            double weight) {
        observed.begin();
        double[][][] teacher = Arrays.stream(x).map(observed::teacher).toArray(double[][][]::new);
        pass.load();
        double error = 0;
        for (int from = 0; from < x.length; from += pass.lanes()) {
            int count = Math.min(pass.lanes(), x.length - from);
            pass.forward(teacher, pushes, from, count, alpha);
            error += observed.distances(pass, x, from, count, weight);
            pass.backward(alpha);
            observed.backThroughTeacher(pass, x, from, count);
        }
        pass.collect();
        observed.finish();
        return error;
    }

    /// Normal numbers.
    static double[][] normal(int n, int d, long seed) {
        var random = new java.util.SplittableRandom(seed);
        var x = new double[n][d];
        for (double[] row : x) {
            for (int j = 0; j < d; j++) {
                row[j] = random.nextGaussian();
            }
        }
        return x;
    }
}
