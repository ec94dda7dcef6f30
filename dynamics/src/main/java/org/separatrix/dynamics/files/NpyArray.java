package org.separatrix.dynamics.files;

import java.util.Arrays;

/// An array of a NumPy file, in C order.
public sealed interface NpyArray {

    /// Lengths along the axes; empty for a scalar.
    int[] shape();

    /// The values as doubles.
    ///
    /// @throws DataFileException if they are texts
    default double[] toDoubles() {
        return switch (this) {
            case Doubles(_, double[] values) -> values;
            case Floats(_, float[] values) -> {
                var doubles = new double[values.length];
                Arrays.setAll(doubles, i -> values[i]);
                yield doubles;
            }
            case Ints(_, int[] values) -> Arrays.stream(values).asDoubleStream().toArray();
            case Longs(_, long[] values) -> Arrays.stream(values).asDoubleStream().toArray();
            case Booleans(_, boolean[] values) -> {
                var doubles = new double[values.length];
                Arrays.setAll(doubles, i -> values[i] ? 1 : 0);
                yield doubles;
            }
            case Texts _ -> throw new DataFileException("expected an array of numbers, got texts");
        };
    }

    /// `float64`.
    record Doubles(int[] shape, double[] values) implements NpyArray {}

    /// `float32`.
    record Floats(int[] shape, float[] values) implements NpyArray {}

    /// `int32`.
    record Ints(int[] shape, int[] values) implements NpyArray {}

    /// `int64`.
    record Longs(int[] shape, long[] values) implements NpyArray {}

    /// `bool`.
    record Booleans(int[] shape, boolean[] values) implements NpyArray {}

    /// `<U`, texts of bounded length.
    record Texts(int[] shape, String[] values) implements NpyArray {}
}
