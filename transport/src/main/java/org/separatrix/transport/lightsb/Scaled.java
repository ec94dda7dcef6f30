package org.separatrix.transport.lightsb;

import org.separatrix.lab.LabException;
import org.separatrix.lab.data.Dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A source and a target file in the units that a bridge is fitted in.
///
/// One scale for all coordinates, so that distances keep their shape.
///
/// @param warnings what the owner of the data should know, one line each
record Scaled(
        List<String> channels,
        double[] mean,
        double scale,
        double[][] source,
        double[][] target,
        List<String> warnings) {

    private static final double LOGIT_LIMIT = 1e4;

    static Scaled of(Dataset source, Dataset target, double epsilon, boolean standardise) {
        if (!source.channels().equals(target.channels())) {
            throw new LabException(
                    "%s and %s must have the same columns, got %s and %s"
                            .formatted(
                                    source.name(),
                                    target.name(),
                                    source.channels(),
                                    target.channels()));
        }
        var warnings = new ArrayList<String>();
        double[][] x0 = rows(source, warnings);
        double[][] x1 = rows(target, warnings);
        int d = source.channels().size();
        var mean = new double[d];
        double scale = 1;
        if (standardise) {
            double variance = 0;
            for (int j = 0; j < d; j++) {
                double first = 0;
                double second = 0;
                double n = x0.length + x1.length;
                for (double[][] cloud : List.of(x0, x1)) {
                    for (double[] row : cloud) {
                        first += row[j] / n;
                    }
                }
                for (double[][] cloud : List.of(x0, x1)) {
                    for (double[] row : cloud) {
                        second += (row[j] - first) * (row[j] - first) / n;
                    }
                }
                mean[j] = first;
                variance += second / d;
            }
            if (variance == 0) {
                throw new LabException("all rows of both files are equal");
            }
            scale = Math.sqrt(variance);
            shrink(x0, mean, scale);
            shrink(x1, mean, scale);
        }
        constants(target, x1, warnings);
        double logit = norm(x0) * norm(x1) / epsilon;
        if (logit > LOGIT_LIMIT) {
            warnings.add(
                    String.format(
                            Locale.ROOT,
                            "E|x0| E|x1| / epsilon is %.3g, above %.0f: weights will be hard;"
                                    + " standardise the data or use a larger epsilon",
                            logit,
                            LOGIT_LIMIT));
        }
        return new Scaled(source.channels(), mean, scale, x0, x1, warnings);
    }

    private static double[][] rows(Dataset data, List<String> warnings) {
        var rows = new ArrayList<double[]>();
        int dropped = 0;
        for (var trajectory : data.trajectories()) {
            for (int i = 0; i < trajectory.size(); i++) {
                double[] row = trajectory.state(i);
                if (java.util.Arrays.stream(row).allMatch(Double::isFinite)) {
                    rows.add(row);
                } else {
                    dropped++;
                }
            }
        }
        if (dropped > 0) {
            warnings.add("%s: %d rows with gaps were left out".formatted(data.name(), dropped));
        }
        if (rows.size() < 2) {
            throw new LabException(
                    "%s: at least 2 rows without gaps are needed, got %d"
                            .formatted(data.name(), rows.size()));
        }
        return rows.toArray(double[][]::new);
    }

    private static void shrink(double[][] rows, double[] mean, double scale) {
        for (double[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (row[j] - mean[j]) / scale;
            }
        }
    }

    private static void constants(Dataset target, double[][] rows, List<String> warnings) {
        for (int j = 0; j < rows[0].length; j++) {
            boolean varies = false;
            for (double[] row : rows) {
                varies |= row[j] != rows[0][j];
            }
            if (!varies) {
                warnings.add(
                        "%s: column '%s' is constant; its variance will be driven to 0, leave it out"
                                .formatted(target.name(), target.channels().get(j)));
            }
        }
    }

    private static double norm(double[][] rows) {
        double sum = 0;
        for (double[] row : rows) {
            double square = 0;
            for (double v : row) {
                square += v * v;
            }
            sum += Math.sqrt(square) / rows.length;
        }
        return sum;
    }

    /// A point in the units of the files, in place.
    double[] restore(double[] point) {
        for (int j = 0; j < point.length; j++) {
            point[j] = mean[j] + scale * point[j];
        }
        return point;
    }

    /// Points in the units of the files, new rows.
    double[][] restored(double[][] points) {
        var rows = new double[points.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = restore(points[i].clone());
        }
        return rows;
    }
}
