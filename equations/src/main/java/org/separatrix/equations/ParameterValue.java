package org.separatrix.equations;

import java.util.Arrays;

/// The value of a parameter of a system of equations.
public sealed interface ParameterValue {

    /// One number, `a`.
    record Scalar(double value) implements ParameterValue {}

    /// Numbers `w[0]` to `w[n-1]`.
    record Vector(double... values) implements ParameterValue {

        public Vector {
            values = values.clone();
        }

        @Override
        public double[] values() {
            return values.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Vector(double[] others) && Arrays.equals(values, others);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }

        @Override
        public String toString() {
            return Arrays.toString(values);
        }
    }

    /// Numbers `A[0,0]` to `A[n-1,m-1]`, by rows of equal length.
    record Matrix(double[]... rows) implements ParameterValue {

        public Matrix {
            rows = copy(rows);
            for (double[] row : rows) {
                if (row.length != rows[0].length) {
                    throw new IllegalArgumentException(
                            "expected matrix rows of equal length, got %d and %d"
                                    .formatted(rows[0].length, row.length));
                }
            }
        }

        @Override
        public double[][] rows() {
            return copy(rows);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Matrix(double[][] others) && Arrays.deepEquals(rows, others);
        }

        @Override
        public int hashCode() {
            return Arrays.deepHashCode(rows);
        }

        @Override
        public String toString() {
            return Arrays.deepToString(rows);
        }

        private static double[][] copy(double[][] rows) {
            return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
        }
    }

    /// A scalar.
    static ParameterValue of(double value) {
        return new Scalar(value);
    }

    /// A vector.
    static ParameterValue of(double[] values) {
        return new Vector(values);
    }

    /// A matrix, by rows.
    static ParameterValue of(double[][] rows) {
        return new Matrix(rows);
    }
}
