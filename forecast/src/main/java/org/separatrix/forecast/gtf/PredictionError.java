package org.separatrix.forecast.gtf;

import java.util.Arrays;

/// Mean squared error of forecasts of a fixed length from every row of a recording.
final class PredictionError {

    /// Steps ahead that the paper reports.
    static final int STEPS = 20;

    private PredictionError() {}

    /// @param rows standardised channels, more than `steps` rows
    /// @param steps how far ahead
    /// @return in squared standard deviations; infinite or NaN if a forecast is
    static double of(Gtf.Fitted model, double[][] rows, int steps) {
        if (steps < 1 || rows.length <= steps) {
            throw new IllegalArgumentException(
                    "steps must be at least 1 and below the number of rows %d, got %d"
                            .formatted(rows.length, steps));
        }
        double sum = 0;
        for (int i = 0; i + steps < rows.length; i++) {
            double[] ahead = model.freeRun(rows[i], steps)[steps - 1];
            sum += distance(ahead, rows[i + steps]);
        }
        return sum / (rows.length - steps);
    }

    private static double distance(double[] a, double[] b) {
        double[] squares = new double[a.length];
        Arrays.setAll(squares, j -> (a[j] - b[j]) * (a[j] - b[j]));
        return Arrays.stream(squares).sum() / a.length;
    }
}
