package org.separatrix.analysis.symbolic;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The data that a formula is to explain, column by column.
final class Problem {

    private final double[][] columns;
    private final double[] target;
    private final List<String> names;
    private final Map<String, Integer> index = new LinkedHashMap<>();
    private final double variance;

    Problem(double[][] x, double[] y, List<String> names) {
        check(x, y, names);
        this.names = List.copyOf(names);
        columns = new double[names.size()][x.length];
        for (int j = 0; j < columns.length; j++) {
            index.put(names.get(j), j);
            for (int i = 0; i < x.length; i++) {
                columns[j][i] = x[i][j];
            }
        }
        target = y.clone();
        double mean = 0;
        for (double v : y) {
            mean += v / y.length;
        }
        double sum = 0;
        for (double v : y) {
            sum += (v - mean) * (v - mean) / y.length;
        }
        variance = sum > 0 ? sum : 1;
    }

    private static void check(double[][] x, double[] y, List<String> names) {
        if (x.length < 2) {
            throw new IllegalArgumentException(
                    "a regression needs at least two rows, got " + x.length);
        }
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "%d rows of variables and %d values of the target"
                            .formatted(x.length, y.length));
        }
        if (names.isEmpty() || new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("every variable needs a name of its own: " + names);
        }
        for (int i = 0; i < x.length; i++) {
            if (x[i].length != names.size()) {
                throw new IllegalArgumentException(
                        "row %d has %d values, there are %d variables"
                                .formatted(i, x[i].length, names.size()));
            }
            for (int j = 0; j < x[i].length; j++) {
                if (!Double.isFinite(x[i][j])) {
                    throw new IllegalArgumentException(
                            "row %d: %s is %s; drop rows that are not finite"
                                    .formatted(i, names.get(j), x[i][j]));
                }
            }
            if (!Double.isFinite(y[i])) {
                throw new IllegalArgumentException(
                        "row %d: the target is %s; drop rows that are not finite"
                                .formatted(i, y[i]));
            }
        }
    }

    double[][] columns() {
        return columns;
    }

    double[] target() {
        return target;
    }

    List<String> names() {
        return names;
    }

    /// Place of each variable by name.
    Map<String, Integer> index() {
        return index;
    }

    /// Of the target; 1 if it is constant.
    double variance() {
        return variance;
    }

    int rows() {
        return target.length;
    }
}
