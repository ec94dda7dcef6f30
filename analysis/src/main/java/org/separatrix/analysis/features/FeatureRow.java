package org.separatrix.analysis.features;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/// Collects features in order, by value or by name, so that the two cannot part.
final class FeatureRow {

    private final @Nullable List<String> names;
    private double[] values = new double[256];
    private int count;

    private FeatureRow(@Nullable List<String> names) {
        this.names = names;
    }

    /// Collects values alone.
    static FeatureRow ofValues() {
        return new FeatureRow(null);
    }

    /// Collects names into a list beside the values.
    static FeatureRow naming(List<String> names) {
        return new FeatureRow(names);
    }

    /// Adds a feature; what is infinite is undefined, and so NaN.
    void put(String name, double value) {
        if (names != null) {
            names.add(name);
        }
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = Double.isFinite(value) ? value : Double.NaN;
    }

    /// Adds a feature of a family with a whole parameter: `name_7`.
    void put(String name, int parameter, double value) {
        put(names == null ? name : name + "_" + parameter, value);
    }

    /// Adds a feature of a family with a parameter: `name_0.25`.
    void put(String name, double parameter, double value) {
        put(names == null ? name : name + "_" + parameter, value);
    }

    int size() {
        return count;
    }

    /// The values so far, filled up with NaN to a length.
    double[] values(int length) {
        var row = Arrays.copyOf(values, length);
        Arrays.fill(row, Math.min(count, length), length, Double.NaN);
        return row;
    }
}
