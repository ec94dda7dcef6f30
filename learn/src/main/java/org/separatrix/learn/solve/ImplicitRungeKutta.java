package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Tensors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Diagonally implicit methods for stiff equations.
///
/// Each stage solves `k = f(t + c h, y + h (sum a_ij k_j + gamma k))` by Newton's method with the
/// exact Jacobian of every row, without recording; one more Newton step is recorded, with the
/// inverse as a constant. Its value is the stage again, its derivative exactly that of the implicit
/// function, so gradients need no memory of the iteration.
///
/// Rows of the state must not influence each other: the Jacobian is taken row by row.
///
/// Source: E. Hairer, G. Wanner, Solving Ordinary Differential Equations II (1996), IV.6; A.
/// Kværnø, BIT 44 (2004) for the method of order 3.
public enum ImplicitRungeKutta {
    /// Order 1, L-stable.
    IMPLICIT_EULER(
            1,
            new double[] {1},
            new double[][] {{}},
            new double[] {1},
            new double[] {1},
            new double[0]),
    /// Order 2, A-stable: the trapezoidal rule.
    TRAPEZOID(
            2,
            new double[] {0, 1},
            new double[][] {{}, {0.5}},
            new double[] {0, 0.5},
            new double[] {0.5, 0.5},
            new double[0]),
    /// Orders 3 and 2, L-stable, four stages of which the first is explicit.
    KVAERNO3(3, Kvaerno.C, Kvaerno.A, Kvaerno.DIAGONAL, Kvaerno.B, Kvaerno.E);

    private static final int ITERATIONS = 30;

    private final int order;
    private final double[] c;
    private final double[][] a;
    private final double[] diagonal;
    private final double[] b;
    private final double[] e;

    ImplicitRungeKutta(
            int order, double[] c, double[][] a, double[] diagonal, double[] b, double[] e) {
        this.order = order;
        this.c = c;
        this.a = a;
        this.diagonal = diagonal;
        this.b = b;
        this.e = e;
    }

    /// Coefficients of Kværnø's method, from its parameter gamma.
    private static final class Kvaerno {
        static final double GAMMA = 0.435866521508459;
        static final double A32 = (0.5 - GAMMA) / (2 * GAMMA);
        static final double A31 = 1 - A32 - GAMMA;
        static final double[] C = {0, 2 * GAMMA, 1, 1};
        static final double[] DIAGONAL = {0, GAMMA, GAMMA, GAMMA};
        static final double[][] A;
        static final double[] B;
        static final double[] E;

        static {
            // Order conditions of the last stage: sum b = 1, sum b c = 1/2, sum b c^2 = 1/3, with
            // b_4 = gamma and c = (0, 2 gamma, 1, 1).
            double c2 = 2 * GAMMA;
            double first = 0.5 - GAMMA;
            double second = 1.0 / 3 - GAMMA;
            double b2 = (first - second) / (c2 - c2 * c2);
            double b3 = first - b2 * c2;
            double b1 = 1 - b2 - b3 - GAMMA;
            A = new double[][] {{}, {GAMMA}, {A31, A32}, {b1, b2, b3}};
            B = new double[] {b1, b2, b3, GAMMA};
            E = new double[] {b1 - A31, b2 - A32, b3 - GAMMA, GAMMA};
        }
    }

    /// Order of the solution.
    public int order() {
        return order;
    }

    /// The method for an equation.
    ///
    /// @param field on states of shape (batch, dimension)
    public Stepper on(VectorField field) {
        return new Implicit(this, field);
    }

    private record Implicit(ImplicitRungeKutta method, VectorField field) implements Stepper {

        @Override
        public List<Tensor> start(double t, Tensor y) {
            return List.of(y, field.at(t, y));
        }

        @Override
        public Advance step(double t, double h, List<Tensor> state) {
            var y = state.get(0);
            var k = new ArrayList<Tensor>();
            for (int i = 0; i < method.b.length; i++) {
                var base = y;
                for (int j = 0; j < method.a[i].length; j++) {
                    if (method.a[i][j] != 0) {
                        base = Tensors.plus(base, h * method.a[i][j], k.get(j));
                    }
                }
                double at = t + method.c[i] * h;
                k.add(
                        method.diagonal[i] == 0
                                ? (i == 0 ? state.get(1) : field.at(at, base))
                                : stage(at, h * method.diagonal[i], base, state.get(1)));
            }
            var next = combined(y, h, method.b, k);
            var slope = field.at(t + h, next);
            Tensor error = null;
            if (method.e.length > 0) {
                error = combined(y, h, method.e, k).sub(y);
            }
            var begin = state.get(1);
            return new Advance(
                    List.of(next, slope),
                    error,
                    theta ->
                            theta == 1
                                    ? next
                                    : RungeKutta.hermite(theta, h, y, begin, next, slope));
        }

        private static Tensor combined(Tensor y, double h, double[] weights, List<Tensor> k) {
            var sum = y;
            for (int j = 0; j < weights.length; j++) {
                if (weights[j] != 0) {
                    sum = Tensors.plus(sum, h * weights[j], k.get(j));
                }
            }
            return sum;
        }

        /// Solves `k = f(t, base + step k)`.
        private Tensor stage(double t, double step, Tensor base, Tensor guess) {
            var found = Autograd.without(() -> newton(t, step, base.detach(), guess.detach()));
            var inverse = Autograd.without(() -> inverse(t, step, base.detach(), found));
            var residual = field.at(t, Tensors.plus(base, step, found)).sub(found);
            return found.add(inverse.matmul(residual.unsqueeze(-1)).squeeze(-1));
        }

        private Tensor newton(double t, double step, Tensor base, Tensor guess) {
            var k = guess;
            double before = Double.POSITIVE_INFINITY;
            for (int i = 0; i < ITERATIONS; i++) {
                var residual = field.at(t, Tensors.plus(base, step, k)).sub(k);
                double size = residual.abs().max().item_double();
                double scale = 1 + k.abs().max().item_double();
                if (size <= 1e-13 * scale || (size <= 1e-9 * scale && size >= before)) {
                    return k;
                }
                before = size;
                k = k.add(inverse(t, step, base, k).matmul(residual.unsqueeze(-1)).squeeze(-1));
            }
            throw new SolveException(
                    "Newton's method has not converged at t=%s (residual %.2g); try a shorter step"
                            .formatted(t, before));
        }

        /// `(I - step df/dy)^-1` of every row, shape (batch, d, d).
        private Tensor inverse(double t, double step, Tensor base, Tensor k) {
            var y = Autograd.leaf(Tensors.plus(base, step, k));
            long d = y.size(1);
            var rows = new ArrayList<Tensor>();
            var f = Autograd.with(() -> field.at(t, y));
            for (long i = 0; i < d; i++) {
                long index = i;
                rows.add(Autograd.with(() -> Autograd.grad(f.select(1, index), y, true)).detach());
            }
            var jacobian = Tensors.stack(1, rows);
            var matrix = torch.eye(d, jacobian.options()).sub(Tensors.scale(jacobian, step));
            return torch.linalg_inv(matrix);
        }

        @Override
        public int errorOrder() {
            return method.e.length == 0 ? 0 : method.order;
        }

        @Override
        public String name() {
            return method.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
