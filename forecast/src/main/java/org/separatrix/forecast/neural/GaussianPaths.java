package org.separatrix.forecast.neural;

import java.util.random.RandomGenerator;

/// A Gaussian autoregression of first order whose coefficients change with time: the baseline that
/// a model of paths has to measure up to, and the truth for a linear equation.
///
/// Each transition is fitted by least squares to the pairs of neighbouring samples that are there.
///
/// @param mean of the first sample
/// @param deviation of the first sample
/// @param slope of each transition
/// @param shift of each transition
/// @param noise standard deviation of each transition
record GaussianPaths(
        double mean, double deviation, double[] slope, double[] shift, double[] noise) {

    /// @param series (series, times, 1), NaN where missing
    static GaussianPaths fit(double[][][] series) {
        int transitions = series[0].length - 1;
        var slope = new double[transitions];
        var shift = new double[transitions];
        var noise = new double[transitions];
        double mean = 0;
        double deviation = 1;
        for (int i = 0; i < transitions; i++) {
            double n = 0;
            double x = 0;
            double y = 0;
            double xx = 0;
            double xy = 0;
            double yy = 0;
            for (var one : series) {
                double a = one[i][0];
                double b = one[i + 1][0];
                if (Double.isNaN(a) || Double.isNaN(b)) {
                    continue;
                }
                n++;
                x += a;
                y += b;
                xx += a * a;
                xy += a * b;
                yy += b * b;
            }
            double variance = xx / n - x * x / n / n;
            double covariance = xy / n - x * y / n / n;
            slope[i] = covariance / variance;
            shift[i] = (y - slope[i] * x) / n;
            noise[i] = Math.sqrt(Math.max(0, yy / n - y * y / n / n - slope[i] * covariance));
            if (i == 0) {
                mean = x / n;
                deviation = Math.sqrt(variance);
            }
        }
        return new GaussianPaths(mean, deviation, slope, shift, noise);
    }

    double[][][] sample(int paths, RandomGenerator random) {
        var series = new double[paths][slope.length + 1][1];
        for (var one : series) {
            one[0][0] = mean + deviation * random.nextGaussian();
            for (int i = 0; i < slope.length; i++) {
                one[i + 1][0] = slope[i] * one[i][0] + shift[i] + noise[i] * random.nextGaussian();
            }
        }
        return series;
    }
}
