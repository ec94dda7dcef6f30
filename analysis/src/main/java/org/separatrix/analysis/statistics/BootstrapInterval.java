package org.separatrix.analysis.statistics;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// A median with the interval that its bootstrap percentiles span.
///
/// The values are drawn anew with replacement; the interval holds the given part of the medians of
/// these draws. It is honest for some dozens of values and too narrow for a handful.
///
/// Source: B. Efron, "Bootstrap methods: another look at the jackknife", Ann. Stat. 7 (1979).
///
/// @param median of the values
/// @param low lower end
/// @param high upper end
public record BootstrapInterval(double median, double low, double high) {

    /// Interval of the median.
    ///
    /// @param values at least one; infinite ones of one sign are allowed
    /// @param level part of the draws inside, in (0, 1), such as 0.95
    /// @param draws number of draws, at least 1
    public static BootstrapInterval ofMedian(
            double[] values, double level, int draws, RandomGenerator random) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a median needs at least 1 value, got none");
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level must lie in (0, 1), got " + level);
        }
        if (draws < 1) {
            throw new IllegalArgumentException("draws must be at least 1, got " + draws);
        }
        var medians = new double[draws];
        var drawn = new double[values.length];
        for (int k = 0; k < draws; k++) {
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = values[random.nextInt(values.length)];
            }
            medians[k] = median(drawn);
        }
        Arrays.sort(medians);
        int tail = (int) Math.floor(0.5 * (1 - level) * draws);
        return new BootstrapInterval(
                median(values.clone()), medians[tail], medians[draws - 1 - tail]);
    }

    /// Median; sorts its argument.
    private static double median(double[] values) {
        Arrays.sort(values);
        int n = values.length;
        return 0.5 * (values[(n - 1) / 2] + values[n / 2]);
    }
}
