package org.separatrix.forecast;

import java.util.Arrays;

/// What the theta methods share: seasons, trends and exponential smoothing of one series.
public final class Smoothing {

    private Smoothing() {}

    /// Mean deviation of each phase from the mean of all, over whole seasons; zeros for a season of
    /// one step.
    ///
    /// @param season length of a season in steps, at most the length of the series
    public static double[] seasons(double[] series, int season) {
        var seasons = new double[season];
        if (season == 1) {
            return seasons;
        }
        int whole = series.length / season * season;
        double mean = Arrays.stream(series, 0, whole).average().orElse(0);
        for (int i = 0; i < whole; i++) {
            seasons[i % season] += (series[i] - mean) * season / whole;
        }
        return seasons;
    }

    /// Slope a step of the line of least squares.
    public static double slope(double[] series) {
        double middle = 0.5 * (series.length - 1);
        double above = 0;
        double below = 0;
        for (int i = 0; i < series.length; i++) {
            above += (i - middle) * series[i];
            below += (i - middle) * (i - middle);
        }
        return above / below;
    }

    /// Weight of the exponential smoothing with the least one-step squared error, among fiftieths.
    public static double weight(double[] series) {
        double best = 0.5;
        double least = Double.POSITIVE_INFINITY;
        for (int step = 1; step <= 50; step++) {
            double weight = step / 50.0;
            double level = series[0];
            double error = 0;
            for (int i = 1; i < series.length; i++) {
                double e = series[i] - level;
                error += e * e;
                level += weight * e;
            }
            if (error < least) {
                least = error;
                best = weight;
            }
        }
        return best;
    }

    /// The level after the last value.
    public static double level(double[] series, double weight) {
        double level = series[0];
        for (int i = 1; i < series.length; i++) {
            level += weight * (series[i] - level);
        }
        return level;
    }
}
