package org.separatrix.analysis.entropy;

import org.separatrix.analysis.statistics.Line;
import org.separatrix.dynamics.catalog.Estimate;

import java.util.Arrays;

/// Detrended fluctuation analysis: how the roughness of a summed series grows with the window in
/// which it is looked at.
///
/// The series about its mean is summed up; in windows of n values, overlapping by half, a straight
/// line is taken out and the root mean square of the rest is F(n). The exponent is the slope of ln
/// F against ln n: 0.5 for independent values, 1 for 1/f noise, 1.5 for a random walk. Windows run
/// from 4 values to a tenth of the series in steps of a factor 1.2.
///
/// Source: C.-K. Peng, S. V. Buldyrev, S. Havlin, M. Simons, H. E. Stanley and A. L. Goldberger,
/// Phys. Rev. E 49 (1994), 1685.
public final class DetrendedFluctuation {

    private static final double FACTOR = 1.2;
    private static final int SHORTEST = 4;
    private static final int FEWEST = 100;

    private DetrendedFluctuation() {}

    /// The exponent with the error of the fitted slope.
    public static Estimate exponent(double[] series) {
        if (series.length < FEWEST) {
            throw new IllegalArgumentException(
                    "a fluctuation exponent needs %d values, got %d"
                            .formatted(FEWEST, series.length));
        }
        double mean = Arrays.stream(series).average().orElseThrow();
        var profile = new double[series.length];
        double sum = 0;
        for (int i = 0; i < series.length; i++) {
            sum += series[i] - mean;
            profile[i] = sum;
        }
        var logLengths = new double[series.length];
        var logs = new double[series.length];
        int count = 0;
        int before = 0;
        for (double length = SHORTEST; length <= series.length / 10.0; length *= FACTOR) {
            int window = (int) Math.round(length);
            if (window != before) {
                logLengths[count] = Math.log(window);
                logs[count++] = 0.5 * Math.log(meanSquare(profile, window));
                before = window;
            }
        }
        var line = Line.through(logLengths, logs, 0, count);
        return new Estimate(line.slope(), line.slopeError());
    }

    /// Mean square of the profile about a straight line in each window.
    private static double meanSquare(double[] profile, int window) {
        double middle = (window - 1) / 2.0;
        double xx = window * ((double) window * window - 1) / 12;
        double total = 0;
        int windows = 0;
        for (int from = 0; from + window <= profile.length; from += Math.max(1, window / 2)) {
            double mean = 0;
            for (int i = 0; i < window; i++) {
                mean += profile[from + i] / window;
            }
            double xy = 0;
            double yy = 0;
            for (int i = 0; i < window; i++) {
                double y = profile[from + i] - mean;
                xy += (i - middle) * y;
                yy += y * y;
            }
            total += Math.max(0, yy - xy * xy / xx) / window;
            windows++;
        }
        return total / windows;
    }
}
