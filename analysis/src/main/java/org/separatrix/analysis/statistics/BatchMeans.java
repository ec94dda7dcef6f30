package org.separatrix.analysis.statistics;

import org.separatrix.dynamics.catalog.Estimate;

/// Standard error of the mean of a correlated sequence, by the method of batch means.
///
/// Neighbouring values are averaged in pairs, and the averages in pairs again, down to between
/// [#FEWEST] and twice as many batches; the error is the standard deviation of these over the root
/// of their number. Long batches matter in both directions: a slow wandering of the values is seen,
/// and growth that one batch only lends to the next, as logarithms of a tangent vector's length do,
/// is not taken for noise. Batches that are still correlated enlarge the error by sqrt((1 + r)/(1 -
/// r)), as for a first-order autoregression. The error itself is known to about 20 percent.
///
/// Source: H. Flyvbjerg and H. G. Petersen, J. Chem. Phys. 91 (1989), 461.
public final class BatchMeans {

    /// Least number of batches from which a spread is computed.
    public static final int FEWEST = 16;

    private BatchMeans() {}

    /// Mean of all sequences together and its standard error; batches never cross two sequences.
    ///
    /// @param sequences at least one, of equal length of two or more
    public static Estimate of(double[]... sequences) {
        double[][] batches = sequences;
        while (sequences.length * (batches[0].length / 2) >= FEWEST) {
            batches = halved(batches);
        }
        double mean = mean(batches);
        double variance = covariance(batches, mean, 0);
        double r = variance > 0 ? covariance(batches, mean, 1) / variance : 0;
        int count = batches.length * batches[0].length;
        double inflation = significant(r, count) ? (1 + r) / (1 - Math.min(r, 0.9)) : 1;
        double error = Math.sqrt(variance * Math.max(1, inflation) / Math.max(1, count - 1));
        return new Estimate(mean(sequences), error);
    }

    private static boolean significant(double r, int count) {
        return r > 2 / Math.sqrt(count);
    }

    private static double[][] halved(double[][] batches) {
        var half = new double[batches.length][batches[0].length / 2];
        for (int s = 0; s < half.length; s++) {
            for (int b = 0; b < half[s].length; b++) {
                half[s][b] = 0.5 * (batches[s][2 * b] + batches[s][2 * b + 1]);
            }
        }
        return half;
    }

    private static double mean(double[][] batches) {
        double sum = 0;
        int count = 0;
        for (double[] sequence : batches) {
            for (double value : sequence) {
                sum += value;
            }
            count += sequence.length;
        }
        return sum / count;
    }

    /// Mean product of deviations `lag` apart.
    private static double covariance(double[][] batches, double mean, int lag) {
        double sum = 0;
        int count = 0;
        for (double[] sequence : batches) {
            for (int b = lag; b < sequence.length; b++) {
                sum += (sequence[b] - mean) * (sequence[b - lag] - mean);
            }
            count += sequence.length;
        }
        return sum / count;
    }
}
