package org.separatrix.forecast;

import org.separatrix.lab.data.Segment;

import java.util.Arrays;
import java.util.List;

/// Mean and standard deviation of each channel; constant channels keep deviation 1.
public record Scaling(double[] mean, double[] deviation) {

    /// The scaling of training data.
    public static Scaling of(List<Segment> pieces) {
        int d = pieces.getFirst().dimension();
        var mean = new double[d];
        var deviation = new double[d];
        long n = 0;
        for (var piece : pieces) {
            for (double[] row : piece.values()) {
                n++;
                for (int j = 0; j < d; j++) {
                    mean[j] += row[j];
                }
            }
        }
        for (int j = 0; j < d; j++) {
            mean[j] /= n;
        }
        for (var piece : pieces) {
            for (double[] row : piece.values()) {
                for (int j = 0; j < d; j++) {
                    deviation[j] += (row[j] - mean[j]) * (row[j] - mean[j]);
                }
            }
        }
        for (int j = 0; j < d; j++) {
            deviation[j] = deviation[j] > 0 ? Math.sqrt(deviation[j] / n) : 1;
        }
        return new Scaling(mean, deviation);
    }

    /// The scaling of series with gaps: over all values that are there.
    ///
    /// @param series (series, times, channels), NaN where missing
    public static Scaling of(double[][][] series) {
        int channels = series[0][0].length;
        var mean = new double[channels];
        var deviation = new double[channels];
        for (int c = 0; c < channels; c++) {
            int channel = c;
            var present =
                    Arrays.stream(series)
                            .flatMap(Arrays::stream)
                            .mapToDouble(row -> row[channel])
                            .filter(v -> !Double.isNaN(v))
                            .toArray();
            double centre = Arrays.stream(present).average().orElse(0);
            double variance =
                    Arrays.stream(present)
                            .map(v -> (v - centre) * (v - centre))
                            .average()
                            .orElse(0);
            mean[c] = centre;
            deviation[c] = variance > 0 ? Math.sqrt(variance) : 1;
        }
        return new Scaling(mean, deviation);
    }

    /// Rows in units of standard deviations from the mean, a copy.
    public double[][] apply(double[][] rows) {
        var scaled = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            scaled[i] = apply(rows[i]);
        }
        return scaled;
    }

    /// A row in units of standard deviations from the mean, a copy.
    public double[] apply(double[] row) {
        var scaled = new double[row.length];
        for (int j = 0; j < row.length; j++) {
            scaled[j] = (row[j] - mean[j]) / deviation[j];
        }
        return scaled;
    }

    /// Back to the data's own units, a copy.
    public double[] undo(double[] row) {
        var original = new double[row.length];
        for (int j = 0; j < row.length; j++) {
            original[j] = mean[j] + deviation[j] * row[j];
        }
        return original;
    }
}
