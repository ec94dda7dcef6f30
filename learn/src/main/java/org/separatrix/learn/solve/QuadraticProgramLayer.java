package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.separatrix.learn.CustomGradient;
import org.separatrix.learn.Tensors;

import java.util.Arrays;
import java.util.List;

/// The layer `argmin 1/2 z'Qz + q'z` subject to `G z <= h` and `A z = b`, differentiable in all
/// six.
///
/// Solved by a primal-dual interior-point method with Mehrotra's correction; the gradient is one
/// more linear system with the same matrix. Small dense problems: the cost of a solve grows with
/// the cube of the number of variables and constraints.
///
/// Source: B. Amos, J. Kolter, "OptNet", ICML 2017; J. Nocedal, S. Wright, Numerical Optimization
/// (2006), chapter 16.
public final class QuadraticProgramLayer {

    private static final int ITERATIONS = 60;

    private QuadraticProgramLayer() {}

    /// The minimiser.
    ///
    /// @param quadratic Q, symmetric positive definite, shape (n, n)
    /// @param linear q, shape (n)
    /// @param inequality G, shape (m, n); m may be 0
    /// @param bound h, shape (m)
    /// @param equality A, shape (p, n); p may be 0
    /// @param value b, shape (p)
    /// @return shape (n), part of the graph of all six
    /// @throws SolveException if Q is not positive definite or no point meets the constraints
    public static Tensor solve(
            Tensor quadratic,
            Tensor linear,
            Tensor inequality,
            Tensor bound,
            Tensor equality,
            Tensor value) {
        var inputs = List.of(quadratic, linear, inequality, bound, equality, value);
        return CustomGradient.apply(
                inputs,
                in -> Tensors.of(problem(in).solve().z(), Tensors.kindOf(in.get(1))),
                (gradient, in) -> pull(in, Tensors.toArray(gradient)));
    }

    private static Program problem(List<Tensor> in) {
        return new Program(
                Tensors.toRows(in.get(0)),
                Tensors.toArray(in.get(1)),
                Tensors.toRows(in.get(2)),
                Tensors.toArray(in.get(3)),
                Tensors.toRows(in.get(4)),
                Tensors.toArray(in.get(5)));
    }

    private static List<Tensor> pull(List<Tensor> in, double[] gradient) {
        var program = problem(in);
        var point = program.solve();
        int n = program.q.length;
        int m = program.h.length;
        int p = program.b.length;
        // The transposed optimality system, with the gradient on its right-hand side.
        var right = new double[n + m + p];
        for (int i = 0; i < n; i++) {
            right[i] = -gradient[i];
        }
        var d = Dense.solve(program.transposed(point), right);
        var quadratic = new double[n * n];
        var linear = new double[n];
        for (int i = 0; i < n; i++) {
            linear[i] = d[i];
            for (int j = 0; j < n; j++) {
                quadratic[i * n + j] = 0.5 * (d[i] * point.z[j] + point.z[i] * d[j]);
            }
        }
        var inequality = new double[m * n];
        var bound = new double[m];
        for (int k = 0; k < m; k++) {
            bound[k] = -point.lambda[k] * d[n + k];
            for (int j = 0; j < n; j++) {
                inequality[k * n + j] = point.lambda[k] * (d[j] + d[n + k] * point.z[j]);
            }
        }
        var equality = new double[p * n];
        var value = new double[p];
        for (int k = 0; k < p; k++) {
            value[k] = -d[n + m + k];
            for (int j = 0; j < n; j++) {
                equality[k * n + j] = d[n + m + k] * point.z[j] + point.nu[k] * d[j];
            }
        }
        var kind = Tensors.kindOf(in.get(1));
        return List.of(
                Tensors.of(quadratic, kind, n, n),
                Tensors.of(linear, kind),
                Tensors.of(inequality, kind, m, n),
                Tensors.of(bound, kind),
                Tensors.of(equality, kind, p, n),
                Tensors.of(value, kind));
    }

    /// A primal-dual point.
    ///
    /// @param slack `h - G z`
    /// @param lambda multipliers of the inequalities
    /// @param nu multipliers of the equalities
    private record Point(double[] z, double[] slack, double[] lambda, double[] nu) {}

    /// The numbers of one problem.
    private record Program(
            double[][] quadratic, double[] q, double[][] g, double[] h, double[][] a, double[] b) {

        Point solve() {
            int n = q.length;
            int m = h.length;
            int p = b.length;
            requireDefinite();
            var z = new double[n];
            var s = new double[m];
            var lambda = new double[m];
            var nu = new double[p];
            Arrays.fill(s, 1);
            Arrays.fill(lambda, 1);
            double scale = 1 + largest(q) + largest(h) + largest(b);
            double residual = Double.NaN;
            for (int iteration = 0; iteration < ITERATIONS; iteration++) {
                var rz = new double[n];
                for (int i = 0; i < n; i++) {
                    rz[i] = q[i] + dot(quadratic[i], z);
                    for (int k = 0; k < m; k++) {
                        rz[i] += g[k][i] * lambda[k];
                    }
                    for (int k = 0; k < p; k++) {
                        rz[i] += a[k][i] * nu[k];
                    }
                }
                var rs = new double[m];
                double gap = 0;
                for (int k = 0; k < m; k++) {
                    rs[k] = dot(g[k], z) + s[k] - h[k];
                    gap += s[k] * lambda[k];
                }
                gap = m == 0 ? 0 : gap / m;
                var re = new double[p];
                for (int k = 0; k < p; k++) {
                    re[k] = dot(a[k], z) - b[k];
                }
                residual = Math.max(largest(rz), Math.max(largest(rs), largest(re)));
                if (residual < 1e-11 * scale && gap < 1e-12 * scale) {
                    return new Point(z, s, lambda, nu);
                }
                if (!Double.isFinite(residual) || largest(lambda) > 1e14 * scale) {
                    throw infeasible(residual, iteration);
                }
                // Predictor, then corrector with the centring it suggests.
                var predicted = direction(s, lambda, rz, rs, re, 0, null);
                double step = longest(s, predicted.s, lambda, predicted.lambda, 1);
                double after = 0;
                for (int k = 0; k < m; k++) {
                    after +=
                            (s[k] + step * predicted.s[k])
                                    * (lambda[k] + step * predicted.lambda[k]);
                }
                double sigma = m == 0 || gap == 0 ? 0 : Math.pow(after / m / gap, 3);
                var d = direction(s, lambda, rz, rs, re, sigma * gap, predicted);
                step = longest(s, d.s, lambda, d.lambda, 0.995);
                add(z, step, d.z);
                add(s, step, d.s);
                add(lambda, step, d.lambda);
                add(nu, step, d.nu);
            }
            throw infeasible(residual, ITERATIONS);
        }

        private static SolveException infeasible(double residual, int iterations) {
            return new SolveException(
                    "the quadratic program has no feasible point, or is too badly scaled: residual %.2g after %d iterations"
                            .formatted(residual, iterations));
        }

        private record Direction(double[] z, double[] s, double[] lambda, double[] nu) {}

        private Direction direction(
                double[] s,
                double[] lambda,
                double[] rz,
                double[] rs,
                double[] re,
                double centre,
                @Nullable Direction predicted) {
            int n = q.length;
            int m = h.length;
            int p = b.length;
            int size = n + p;
            var matrix = new double[size][size];
            var right = new double[size];
            var complement = new double[m];
            for (int k = 0; k < m; k++) {
                double cross = predicted == null ? 0 : predicted.s[k] * predicted.lambda[k];
                complement[k] = s[k] * lambda[k] + cross - centre;
            }
            for (int i = 0; i < n; i++) {
                System.arraycopy(quadratic[i], 0, matrix[i], 0, n);
                right[i] = -rz[i];
            }
            for (int k = 0; k < m; k++) {
                double weight = lambda[k] / s[k];
                double push = (lambda[k] * rs[k] - complement[k]) / s[k];
                for (int i = 0; i < n; i++) {
                    right[i] -= g[k][i] * push;
                    for (int j = 0; j < n; j++) {
                        matrix[i][j] += weight * g[k][i] * g[k][j];
                    }
                }
            }
            for (int k = 0; k < p; k++) {
                right[n + k] = -re[k];
                for (int i = 0; i < n; i++) {
                    matrix[i][n + k] = a[k][i];
                    matrix[n + k][i] = a[k][i];
                }
            }
            double[] x;
            try {
                x = Dense.solve(matrix, right);
            } catch (SolveException e) {
                // Multipliers that grow without bound spoil the matrix: no point meets all
                // constraints.
                throw infeasible(Math.max(largest(rs), largest(re)), ITERATIONS);
            }
            var dz = Arrays.copyOf(x, n);
            var dnu = Arrays.copyOfRange(x, n, size);
            var ds = new double[m];
            var dlambda = new double[m];
            for (int k = 0; k < m; k++) {
                ds[k] = -rs[k] - dot(g[k], dz);
                dlambda[k] = -(complement[k] + lambda[k] * ds[k]) / s[k];
            }
            return new Direction(dz, ds, dlambda, dnu);
        }

        /// The transposed Jacobian of the optimality conditions, in the order z, lambda, nu.
        double[][] transposed(Point point) {
            int n = q.length;
            int m = h.length;
            int p = b.length;
            var k = new double[n + m + p][n + m + p];
            for (int i = 0; i < n; i++) {
                System.arraycopy(quadratic[i], 0, k[i], 0, n);
            }
            for (int r = 0; r < m; r++) {
                for (int j = 0; j < n; j++) {
                    k[j][n + r] = point.lambda[r] * g[r][j];
                    k[n + r][j] = g[r][j];
                }
                k[n + r][n + r] = dot(g[r], point.z) - h[r];
            }
            for (int r = 0; r < p; r++) {
                for (int j = 0; j < n; j++) {
                    k[n + m + r][j] = a[r][j];
                    k[j][n + m + r] = a[r][j];
                }
            }
            return k;
        }

        private void requireDefinite() {
            if (!Dense.isPositiveDefinite(quadratic)) {
                throw new SolveException(
                        "the quadratic program is not convex: Q is not positive definite; add a"
                                + " ridge to its diagonal");
            }
        }

        private static double longest(
                double[] s, double[] ds, double[] lambda, double[] dlambda, double share) {
            double step = 1;
            for (int k = 0; k < s.length; k++) {
                if (ds[k] < 0) {
                    step = Math.min(step, -share * s[k] / ds[k]);
                }
                if (dlambda[k] < 0) {
                    step = Math.min(step, -share * lambda[k] / dlambda[k]);
                }
            }
            return step;
        }

        private static void add(double[] x, double a, double[] y) {
            for (int i = 0; i < x.length; i++) {
                x[i] += a * y[i];
            }
        }

        private static double dot(double[] x, double[] y) {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                sum += x[i] * y[i];
            }
            return sum;
        }

        private static double largest(double[] x) {
            double largest = 0;
            for (double v : x) {
                largest = Math.max(largest, Math.abs(v));
            }
            return largest;
        }
    }
}
