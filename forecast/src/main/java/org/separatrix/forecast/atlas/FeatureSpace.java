package org.separatrix.forecast.atlas;

import org.separatrix.analysis.features.SeriesFeatures;
import org.separatrix.lab.LabException;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The features that tell systems apart, and the systems as points in them.
///
/// Of each feature the spread between windows of a system is held against the spread between
/// systems, both as median absolute deviations so that one odd system decides nothing; those with
/// the smallest ratio are kept. A system is the median of its windows, standardised over the
/// systems; what lies more than four deviations out is brought to four.
///
/// @param systems names, in the order of the points
/// @param columns kept features, from the smallest ratio
/// @param ratios spread within over spread between systems, of the kept features
/// @param mean of the medians, of the kept features
/// @param deviation of the medians
/// @param points `[system][kept feature]`
public record FeatureSpace(
        List<String> systems,
        int[] columns,
        double[] ratios,
        double[] mean,
        double[] deviation,
        double[][] points) {

    private static final double FARTHEST = 4;

    /// Builds the space.
    ///
    /// @param measured systems with windows; failed ones are left out
    /// @param kept number of features
    /// @throws LabException if fewer than four systems are there
    static FeatureSpace of(List<SystemFeatures> measured, int kept) {
        var whole = measured.stream().filter(m -> m.features().length > 0).toList();
        if (whole.size() < 4) {
            throw new LabException(
                    "a feature atlas needs 4 systems, %d could be measured"
                            .formatted(whole.size()));
        }
        int f = whole.getFirst().features()[0].length;
        var medians = new double[whole.size()][f];
        var ratios = new double[f];
        for (int j = 0; j < f; j++) {
            var within = new double[whole.size()];
            for (int s = 0; s < within.length; s++) {
                double[] values = column(whole.get(s).features(), j);
                medians[s][j] = median(values);
                within[s] = spread(values);
            }
            double[] between = column(medians, j);
            boolean everywhere = between.length == whole.size();
            double ratio = median(within) / spread(between);
            ratios[j] = everywhere && Double.isFinite(ratio) ? ratio : Double.POSITIVE_INFINITY;
        }
        int[] columns =
                IntStream.range(0, f)
                        .filter(j -> ratios[j] < Double.POSITIVE_INFINITY)
                        .boxed()
                        .sorted(Comparator.comparingDouble(j -> ratios[j]))
                        .limit(kept)
                        .mapToInt(Integer::intValue)
                        .toArray();
        var mean = new double[columns.length];
        var deviation = new double[columns.length];
        for (int k = 0; k < columns.length; k++) {
            double[] values = column(medians, columns[k]);
            mean[k] = Arrays.stream(values).average().orElse(0);
            for (double v : values) {
                deviation[k] += (v - mean[k]) * (v - mean[k]) / values.length;
            }
            deviation[k] = Math.sqrt(deviation[k]);
        }
        var space =
                new FeatureSpace(
                        whole.stream().map(SystemFeatures::system).toList(),
                        columns,
                        Arrays.stream(columns).mapToDouble(j -> ratios[j]).toArray(),
                        mean,
                        deviation,
                        new double[0][]);
        return new FeatureSpace(
                space.systems,
                columns,
                space.ratios,
                mean,
                deviation,
                Arrays.stream(medians).map(space::standardised).toArray(double[][]::new));
    }

    /// The point of a series that was cut into windows.
    ///
    /// @param windows `[window][feature]`
    double[] place(double[][] windows) {
        return standardised(medians(windows));
    }

    /// Medians over windows of all features.
    static double[] medians(double[][] windows) {
        var medians = new double[windows[0].length];
        for (int j = 0; j < medians.length; j++) {
            medians[j] = median(column(windows, j));
        }
        return medians;
    }

    /// What is undefined counts as the mean.
    private double[] standardised(double[] features) {
        var point = new double[columns.length];
        for (int k = 0; k < point.length; k++) {
            double z = (features[columns[k]] - mean[k]) / deviation[k];
            point[k] = Double.isNaN(z) ? 0 : Math.clamp(z, -FARTHEST, FARTHEST);
        }
        return point;
    }

    /// Names of the kept features.
    public List<String> names() {
        return Arrays.stream(columns).mapToObj(SeriesFeatures.names()::get).toList();
    }

    /// Distances of a point from the systems, root mean square over the features.
    double[] distances(double[] point) {
        return Arrays.stream(points).mapToDouble(p -> distance(p, point)).toArray();
    }

    /// Median over the systems of the distance to the nearest other one.
    double usualDistance() {
        var nearest = new double[points.length];
        for (int i = 0; i < points.length; i++) {
            nearest[i] = Double.POSITIVE_INFINITY;
            for (int j = 0; j < points.length; j++) {
                if (j != i) {
                    nearest[i] = Math.min(nearest[i], distance(points[i], points[j]));
                }
            }
        }
        return median(nearest);
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return Math.sqrt(sum / a.length);
    }

    /// Defined values of a column.
    private static double[] column(double[][] rows, int j) {
        return Arrays.stream(rows).mapToDouble(row -> row[j]).filter(Double::isFinite).toArray();
    }

    private static double median(double[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return 0.5 * (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]);
    }

    /// Median absolute deviation from the median.
    private static double spread(double[] values) {
        double middle = median(values);
        return median(Arrays.stream(values).map(v -> Math.abs(v - middle)).toArray());
    }
}
