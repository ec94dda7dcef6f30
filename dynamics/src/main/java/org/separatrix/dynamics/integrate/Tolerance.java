package org.separatrix.dynamics.integrate;

/// Weights of the error norm: a component may err by `absolute_i + relative*|x_i|`.
///
/// @param relative relative tolerance, dimensionless
/// @param absolute absolute tolerance of each component, length d, in the units of the state
record Tolerance(double relative, double[] absolute) {

    /// Root mean square of the scaled error of a step from `x` to `y`; at most 1 is accepted.
    double norm(double[] error, double[] x, double[] y) {
        return Math.sqrt(squaredNorm(error, x, y));
    }

    /// Mean square of the scaled error of a step from `x` to `y`.
    double squaredNorm(double[] error, double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < absolute.length; i++) {
            double e = error[i] / scale(i, Math.max(Math.abs(x[i]), Math.abs(y[i])));
            sum += e * e;
        }
        return sum / absolute.length;
    }

    /// Error allowed to component `i` at magnitude `size`.
    double scale(int i, double size) {
        return absolute[i] + relative * size;
    }
}
