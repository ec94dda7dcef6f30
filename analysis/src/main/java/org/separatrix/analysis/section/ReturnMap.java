package org.separatrix.analysis.section;

import java.util.Arrays;

/// A quantity at one return against the same at the next.
///
/// @param now value at each return but the last
/// @param next value at the return after it
public record ReturnMap(double[] now, double[] next) {

    /// The return map of successive values, such as a coordinate of a section.
    public static ReturnMap of(double[] values) {
        if (values.length < 2) {
            throw new IllegalArgumentException("a return map needs 2 values, got " + values.length);
        }
        return new ReturnMap(
                Arrays.copyOf(values, values.length - 1),
                Arrays.copyOfRange(values, 1, values.length));
    }

    /// The return map of the maxima of an evenly sampled series, as Lorenz drew it.
    public static ReturnMap ofMaxima(double[] series) {
        return of(maxima(series));
    }

    /// Local maxima of an evenly sampled series, each the peak of the parabola through its three
    /// highest values.
    public static double[] maxima(double[] series) {
        var maxima = new double[series.length];
        int count = 0;
        for (int i = 1; i + 1 < series.length; i++) {
            double before = series[i - 1];
            double at = series[i];
            double after = series[i + 1];
            if (at > before && at >= after) {
                double curvature = before - 2 * at + after;
                double slope = 0.5 * (after - before);
                maxima[count++] = at - 0.5 * slope * slope / curvature;
            }
        }
        return Arrays.copyOf(maxima, count);
    }
}
