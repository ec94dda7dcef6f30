package org.separatrix.forecast.transfer;

import org.separatrix.analysis.features.SeriesFeatures;

import java.util.Arrays;

/// Series of one length, a row each.
final class Rows {

    private Rows() {}

    /// Mean 0 and deviation 1, what is missing bridged; zeros for a constant series.
    static double[] standardised(double[] series) {
        double[] x = SeriesFeatures.bridged(series);
        double mean = Arrays.stream(x).average().orElse(0);
        double squares = 0;
        for (double v : x) {
            squares += (v - mean) * (v - mean);
        }
        double deviation = Math.sqrt(squares / x.length);
        boolean constant = deviation <= 1e-12 * Math.abs(mean);
        for (int i = 0; i < x.length; i++) {
            x[i] = constant ? 0 : (x[i] - mean) / deviation;
        }
        return x;
    }

    static double[][] standardised(double[][] rows) {
        return Arrays.stream(rows).map(Rows::standardised).toArray(double[][]::new);
    }
}
