package org.separatrix.analysis.metrics;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// How far the cloud of states of a free-running model is from that of the truth: D_stsp, a
/// Kullback–Leibler divergence in nats, 0 for equal clouds.
///
/// Source: F. Hess, Z. Monfared, M. Brenner and D. Durstewitz, "Generalized teacher forcing for
/// learning chaotic dynamics", ICML (2023); definitions as in its released code.
public final class StateSpaceDivergence {

    private static final double SMOOTHING = 1e-5;
    private static final double MARGIN = 0.1;
    private static final int MOST_CENTRES = 10_000;

    private StateSpaceDivergence() {}

    /// Divergence of histograms with `bins` bins a dimension over the range of the truth, widened
    /// by a tenth of its standard deviation; generated points outside are dropped. For up to about
    /// five dimensions.
    ///
    /// Only occupied cells and one common value for the empty ones are kept.
    ///
    /// @param truth states, `[n][d]`
    /// @param generated states, `[m][d]`
    /// @return NaN if no generated point lies in the range
    public static double binned(double[][] truth, double[][] generated, int bins) {
        check(truth, generated);
        if (bins < 1) {
            throw new IllegalArgumentException("bins must be at least 1, got " + bins);
        }
        int d = truth[0].length;
        double cells = Math.pow(bins, d);
        if (cells > Long.MAX_VALUE / 2.0) {
            throw new IllegalArgumentException(
                    "%d bins in %d dimensions are too many cells; use the mixture form"
                            .formatted(bins, d));
        }
        double[] deviation = ForecastMetrics.deviation(truth);
        var low = new double[d];
        var high = new double[d];
        for (int j = 0; j < d; j++) {
            low[j] = Double.POSITIVE_INFINITY;
            high[j] = Double.NEGATIVE_INFINITY;
            for (double[] x : truth) {
                low[j] = Math.min(low[j], x[j]);
                high[j] = Math.max(high[j], x[j]);
            }
            low[j] -= MARGIN * deviation[j];
            high[j] += MARGIN * deviation[j];
        }
        var p = counts(truth, low, high, bins);
        var q = counts(generated, low, high, bins);
        double inP = p.values().stream().mapToLong(Long::longValue).sum();
        double inQ = q.values().stream().mapToLong(Long::longValue).sum();
        if (inQ == 0) {
            return Double.NaN;
        }
        double normP = inP + SMOOTHING * cells;
        double normQ = inQ + SMOOTHING * cells;
        double sum = 0;
        long occupied = 0;
        for (var cell : p.entrySet()) {
            double pk = (cell.getValue() + SMOOTHING) / normP;
            double qk = (q.getOrDefault(cell.getKey(), 0L) + SMOOTHING) / normQ;
            sum += pk * Math.log(pk / qk);
            occupied++;
        }
        double empty = SMOOTHING / normP;
        for (var cell : q.entrySet()) {
            if (!p.containsKey(cell.getKey())) {
                sum += empty * Math.log(empty * normQ / (cell.getValue() + SMOOTHING));
                occupied++;
            }
        }
        return sum + (cells - occupied) * empty * Math.log(normQ / normP);
    }

    private static Map<Long, Long> counts(
            double[][] points, double[] low, double[] high, int bins) {
        var counts = new HashMap<Long, Long>();
        for (double[] x : points) {
            long cell = 0;
            boolean inside = true;
            for (int j = 0; j < x.length && inside; j++) {
                double place = (x[j] - low[j]) / (high[j] - low[j]);
                inside = place >= 0 && place <= 1;
                cell = cell * bins + Math.min(bins - 1, (int) (place * bins));
            }
            if (inside) {
                counts.merge(cell, 1L, Long::sum);
            }
        }
        return counts;
    }

    /// Divergence of two mixtures of isotropic Gaussians on the points of the clouds, by Monte
    /// Carlo from the true one. For more dimensions than [#binned] can hold.
    ///
    /// @param variance of each Gaussian, in squared units of the states (1 on standardised data)
    /// @param samples drawn from the true mixture
    public static double mixture(
            double[][] truth,
            double[][] generated,
            double variance,
            int samples,
            RandomGenerator random) {
        check(truth, generated);
        if (!(variance > 0)) {
            throw new IllegalArgumentException("variance must be positive, got " + variance);
        }
        int d = truth[0].length;
        int centres = Math.min(truth.length, MOST_CENTRES);
        double spread = Math.sqrt(variance);
        double sum = 0;
        var x = new double[d];
        for (int k = 0; k < samples; k++) {
            double[] centre = truth[random.nextInt(centres)];
            for (int j = 0; j < d; j++) {
                x[j] = centre[j] + spread * random.nextGaussian();
            }
            sum += logDensity(x, truth, variance) - logDensity(x, generated, variance);
        }
        return sum / samples;
    }

    /// Logarithm of the mixture's density without the factor that both mixtures share.
    private static double logDensity(double[] x, double[][] centres, double variance) {
        int n = Math.min(centres.length, MOST_CENTRES);
        double largest = Double.NEGATIVE_INFINITY;
        var exponents = new double[n];
        for (int i = 0; i < n; i++) {
            double square = 0;
            double[] c = centres[i];
            for (int j = 0; j < x.length; j++) {
                double difference = x[j] - c[j];
                square += difference * difference;
            }
            exponents[i] = -0.5 * square / variance;
            largest = Math.max(largest, exponents[i]);
        }
        double sum = 0;
        for (double e : exponents) {
            sum += Math.exp(e - largest);
        }
        return largest + Math.log(sum / n);
    }

    private static void check(double[][] truth, double[][] generated) {
        if (truth.length < 2 || generated.length < 2) {
            throw new IllegalArgumentException(
                    "at least 2 points are needed, got %d and %d"
                            .formatted(truth.length, generated.length));
        }
        if (truth[0].length != generated[0].length) {
            throw new IllegalArgumentException(
                    "expected states of equal dimension, got %d and %d"
                            .formatted(truth[0].length, generated[0].length));
        }
    }
}
