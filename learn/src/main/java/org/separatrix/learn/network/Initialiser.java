package org.separatrix.learn.network;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// How the first values of a parameter are drawn.
@FunctionalInterface
public interface Initialiser {

    /// Fills `values`, the row-major values of `parameter`.
    void fill(Parameter parameter, double[] values, RandomGenerator random);

    /// All zero.
    Initialiser ZEROS = (_, _, _) -> {};

    /// All one.
    Initialiser ONES = constant(1);

    /// Glorot and Bengio (2010): normal of variance `2 / (fanIn + fanOut)`.
    Initialiser GLOROT_NORMAL =
            (p, values, random) ->
                    normal(Math.sqrt(2.0 / (p.fanIn() + p.fanOut()))).fill(p, values, random);

    /// Glorot and Bengio (2010): uniform of variance `2 / (fanIn + fanOut)`.
    Initialiser GLOROT_UNIFORM =
            (p, values, random) ->
                    uniform(Math.sqrt(6.0 / (p.fanIn() + p.fanOut()))).fill(p, values, random);

    /// He et al. (2015): normal of variance `2 / fanIn`, for rectifiers.
    Initialiser HE_NORMAL =
            (p, values, random) -> normal(Math.sqrt(2.0 / p.fanIn())).fill(p, values, random);

    /// LeCun et al. (1998): normal of variance `1 / fanIn`.
    Initialiser LECUN_NORMAL =
            (p, values, random) -> normal(Math.sqrt(1.0 / p.fanIn())).fill(p, values, random);

    /// Uniform in `+-1/sqrt(fanIn)`, what most libraries do by default.
    Initialiser FAN_IN_UNIFORM =
            (p, values, random) ->
                    uniform(1 / Math.sqrt((double) p.fanIn())).fill(p, values, random);

    /// The same value everywhere.
    static Initialiser constant(double value) {
        return (_, values, _) -> Arrays.fill(values, value);
    }

    /// Normal with mean 0.
    static Initialiser normal(double deviation) {
        return (_, values, random) -> {
            for (int i = 0; i < values.length; i++) {
                values[i] = deviation * random.nextGaussian();
            }
        };
    }

    /// Uniform in `[-bound, bound)`.
    static Initialiser uniform(double bound) {
        return (_, values, random) -> {
            for (int i = 0; i < values.length; i++) {
                values[i] = bound * (2 * random.nextDouble() - 1);
            }
        };
    }

    /// Saxe et al. (2014): a matrix with orthonormal rows or columns, times `gain`.
    static Initialiser orthogonal(double gain) {
        return (parameter, values, random) -> {
            int rows = Math.toIntExact(parameter.shape()[0]);
            int columns = values.length / rows;
            boolean wide = columns > rows;
            int n = wide ? columns : rows;
            int m = wide ? rows : columns;
            var q = new double[m][n];
            for (int j = 0; j < m; j++) {
                for (int i = 0; i < n; i++) {
                    q[j][i] = random.nextGaussian();
                }
                // Twice is enough (Kahan): the second pass removes what rounding left.
                for (int pass = 0; pass < 2; pass++) {
                    for (int k = 0; k < j; k++) {
                        double dot = dot(q[j], q[k]);
                        for (int i = 0; i < n; i++) {
                            q[j][i] -= dot * q[k][i];
                        }
                    }
                }
                double norm = Math.sqrt(dot(q[j], q[j]));
                for (int i = 0; i < n; i++) {
                    q[j][i] /= norm;
                }
            }
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    values[i * columns + j] = gain * (wide ? q[i][j] : q[j][i]);
                }
            }
        };
    }

    /// Another initialiser, times a factor.
    default Initialiser times(double factor) {
        return (parameter, values, random) -> {
            fill(parameter, values, random);
            for (int i = 0; i < values.length; i++) {
                values[i] *= factor;
            }
        };
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
