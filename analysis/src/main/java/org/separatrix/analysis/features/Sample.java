package org.separatrix.analysis.features;

import org.separatrix.analysis.spectrum.Fourier;

import java.util.Arrays;

/// A series with what several families need of it, computed once.
///
/// Values that are not finite are replaced by a straight line between their finite neighbours, at
/// the ends by the nearest finite value.
final class Sample {

    /// Filled values.
    final double[] values;

    /// The same in rising order.
    final double[] sorted;

    /// Standardised values; NaN for a constant series.
    final double[] z;

    final double mean;

    /// Root mean square distance from the mean; exactly 0 for a constant series.
    final double deviation;

    /// Autocorrelations at lags 0 to n - 1, sums over all pairs divided by n times the variance.
    final double[] autocorrelation;

    private Sample(double[] values) {
        this.values = values;
        this.sorted = values.clone();
        Arrays.sort(sorted);
        int n = values.length;
        double sum = 0;
        for (double x : values) {
            sum += x;
        }
        mean = sum / n;
        double squares = 0;
        for (double x : values) {
            squares += (x - mean) * (x - mean);
        }
        double root = Math.sqrt(squares / n);
        // What rounding leaves of a constant is no variation.
        double size = Math.max(Math.abs(sorted[0]), Math.abs(sorted[n - 1]));
        deviation = root > 1e-12 * size ? root : 0;
        z = new double[n];
        for (int i = 0; i < n; i++) {
            z[i] = deviation > 0 ? (values[i] - mean) / deviation : Double.NaN;
        }
        autocorrelation = deviation > 0 ? autocorrelation(z) : new double[0];
    }

    static Sample of(double[] series) {
        return new Sample(filled(series));
    }

    int size() {
        return values.length;
    }

    boolean constant() {
        return deviation == 0;
    }

    /// Autocorrelation at a lag, NaN beyond the end.
    double autocorrelation(int lag) {
        return lag < autocorrelation.length ? autocorrelation[lag] : Double.NaN;
    }

    /// Linear interpolation between the order statistics.
    double quantile(double q) {
        double at = q * (sorted.length - 1);
        int low = (int) at;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
    }

    /// All lags by one transform, with zeros appended so that the ends do not meet.
    static double[] autocorrelation(double[] z) {
        int n = z.length;
        int padded = Integer.highestOneBit(2 * n - 1) * 2;
        var power = Fourier.power(Arrays.copyOf(z, padded));
        var coefficients = new double[2 * power.length];
        for (int k = 0; k < power.length; k++) {
            coefficients[2 * k] = power[k] / n;
        }
        return Arrays.copyOf(Fourier.inverse(coefficients, padded), n);
    }

    static double[] filled(double[] series) {
        var values = series.clone();
        int last = -1;
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                continue;
            }
            for (int j = last + 1; j < i; j++) {
                double share = last < 0 ? 1 : (double) (j - last) / (i - last);
                values[j] =
                        last < 0 ? values[i] : values[last] + share * (values[i] - values[last]);
            }
            last = i;
        }
        if (last < 0) {
            throw new IllegalArgumentException("a series for features needs a finite value");
        }
        Arrays.fill(values, last + 1, values.length, values[last]);
        return values;
    }
}
