package org.separatrix.forecast.transfer;

import org.separatrix.analysis.regression.RidgeClassifier;
import org.separatrix.lab.LabException;

import java.util.Arrays;
import java.util.stream.IntStream;

/// A ridge classifier behind a cleaning of its features: columns that are constant or never defined
/// are dropped, what is missing becomes the median of the training rows, and a value far outside
/// the range that was learned from is brought to its edge.
///
/// @param columns that are kept
/// @param medians of the kept columns
/// @param low smallest value let through, one range below the smallest of training
/// @param high largest value let through
record FeatureClassifier(
        int[] columns, double[] medians, double[] low, double[] high, RidgeClassifier ridge) {

    /// @param rows features, NaN where undefined
    /// @throws LabException if no feature varies
    static FeatureClassifier fit(double[][] rows, int[] labels, int classes) {
        int f = rows[0].length;
        var medians = new double[f];
        var low = new double[f];
        var high = new double[f];
        for (int j = 0; j < f; j++) {
            int column = j;
            double[] sorted =
                    Arrays.stream(rows)
                            .mapToDouble(row -> row[column])
                            .filter(Double::isFinite)
                            .sorted()
                            .toArray();
            int n = sorted.length;
            if (n > 0) {
                medians[j] = 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
                double range = sorted[n - 1] - sorted[0];
                low[j] = sorted[0] - range;
                high[j] = sorted[n - 1] + range;
            }
        }
        int[] kept = IntStream.range(0, f).filter(j -> high[j] > low[j]).toArray();
        if (kept.length == 0) {
            throw new LabException("all series are alike: no feature varies between them");
        }
        var own =
                new FeatureClassifier(
                        kept,
                        pick(medians, kept),
                        pick(low, kept),
                        pick(high, kept),
                        new RidgeClassifier(
                                new double[0], new double[0], new double[0][], new double[0], 0));
        double[][] clean = Arrays.stream(rows).map(own::clean).toArray(double[][]::new);
        return new FeatureClassifier(
                kept, own.medians, own.low, own.high, RidgeClassifier.fit(clean, labels, classes));
    }

    private static double[] pick(double[] values, int[] at) {
        return Arrays.stream(at).mapToDouble(j -> values[j]).toArray();
    }

    private double[] clean(double[] row) {
        var clean = new double[columns.length];
        for (int k = 0; k < clean.length; k++) {
            double value = row[columns[k]];
            clean[k] = Double.isNaN(value) ? medians[k] : Math.clamp(value, low[k], high[k]);
        }
        return clean;
    }

    int predict(double[] row) {
        return ridge.predict(clean(row));
    }

    /// Share of rows whose class is said.
    double accuracy(double[][] rows, int[] labels) {
        int right = 0;
        for (int i = 0; i < rows.length; i++) {
            right += predict(rows[i]) == labels[i] ? 1 : 0;
        }
        return (double) right / rows.length;
    }
}
