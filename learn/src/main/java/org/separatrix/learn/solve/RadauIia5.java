package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.ArrayList;
import java.util.List;

/// The Radau IIA method of three stages: order 5, L-stable and stiffly accurate.
///
/// All stages are solved together by Newton's method on `3 d` unknowns a row, with the Jacobians at
/// the stages; one more Newton step is recorded, so that gradients are those of the implicit
/// function (see [ImplicitRungeKutta]). Rows of the state must not influence each other. For small
/// dimensions: a step factors a matrix of `(3 d)^2`. Steps have one length.
///
/// Source: E. Hairer, G. Wanner, Solving Ordinary Differential Equations II (1996), IV.8.
///
/// @param field on states of shape (batch, dimension)
public record RadauIia5(VectorField field) implements Stepper {

    private static final double S = Math.sqrt(6);
    private static final double[] C = {(4 - S) / 10, (4 + S) / 10, 1};
    private static final double[][] A = {
        {(88 - 7 * S) / 360, (296 - 169 * S) / 1800, (-2 + 3 * S) / 225},
        {(296 + 169 * S) / 1800, (88 + 7 * S) / 360, (-2 - 3 * S) / 225},
        {(16 - S) / 36, (16 + S) / 36, 1.0 / 9}
    };
    private static final int STAGES = 3;
    private static final int ITERATIONS = 30;

    @Override
    public List<Tensor> start(double t, Tensor y) {
        return List.of(y, field.at(t, y));
    }

    @Override
    public Advance step(double t, double h, List<Tensor> state) {
        var y = state.get(0);
        var begin = state.get(1);
        var found = Autograd.without(() -> newton(t, h, y.detach(), begin.detach()));
        var matrix = Autograd.without(() -> matrix(t, h, y.detach(), found));
        var k = corrected(found, matrix, residual(t, h, y, found));
        var next = y;
        for (int j = 0; j < STAGES; j++) {
            next = Tensors.plus(next, h * A[STAGES - 1][j], stage(k, j));
        }
        var end = next;
        // The last stage lies at the end of the step: its slope is the field there.
        var slope = stage(k, STAGES - 1);
        return new Advance(
                List.of(end, slope),
                null,
                theta -> theta == 1 ? end : RungeKutta.hermite(theta, h, y, begin, end, slope));
    }

    private static Tensor stage(Tensor k, int i) {
        return k.select(1, i);
    }

    private static Tensor corrected(Tensor k, Tensor matrix, Tensor residual) {
        var change = torch.linalg_solve(matrix, residual.flatten(1, 2).unsqueeze(-1));
        return k.add(change.squeeze(-1).view_as(k));
    }

    /// Where stage `i` evaluates the field.
    private static Tensor point(double h, Tensor y, Tensor k, int i) {
        var at = y;
        for (int j = 0; j < STAGES; j++) {
            at = Tensors.plus(at, h * A[i][j], stage(k, j));
        }
        return at;
    }

    /// `f(t + c h, y + h A k) - k`, shape (batch, stages, dimension).
    private Tensor residual(double t, double h, Tensor y, Tensor k) {
        var parts = new ArrayList<Tensor>();
        for (int i = 0; i < STAGES; i++) {
            parts.add(field.at(t + C[i] * h, point(h, y, k, i)).sub(stage(k, i)));
        }
        return Tensors.stack(1, parts);
    }

    private Tensor newton(double t, double h, Tensor y, Tensor slope) {
        try (var scope = new Scope()) {
            var k = Tensors.stack(1, List.of(slope, slope, slope));
            double before = Double.POSITIVE_INFINITY;
            for (int i = 0; i < ITERATIONS; i++) {
                var residual = residual(t, h, y, k);
                double size = residual.abs().max().item_double();
                double scale = 1 + k.abs().max().item_double();
                if (size <= 1e-13 * scale || (size <= 1e-9 * scale && size >= before)) {
                    return scope.keep(k);
                }
                before = size;
                k = corrected(k, matrix(t, h, y, k), residual);
            }
            throw new SolveException(
                    "Newton's method has not converged at t=%s (residual %.2g); try a shorter step"
                            .formatted(t, before));
        }
    }

    /// Blocks `delta_ij I - h a_ij df/dy` at the stages, shape (batch, 3 d, 3 d).
    private Tensor matrix(double t, double h, Tensor y, Tensor k) {
        try (var scope = new Scope()) {
            long d = y.size(1);
            var rows = new ArrayList<Tensor>();
            for (int i = 0; i < STAGES; i++) {
                var jacobian = jacobian(t + C[i] * h, point(h, y, k, i));
                var blocks = new ArrayList<Tensor>();
                for (int j = 0; j < STAGES; j++) {
                    blocks.add(Tensors.scale(jacobian, -h * A[i][j]));
                }
                rows.add(Tensors.join(2, blocks));
            }
            var whole = Tensors.join(1, rows);
            return scope.keep(whole.add(torch.eye(STAGES * d, whole.options())));
        }
    }

    /// Of every row, shape (batch, d, d).
    private Tensor jacobian(double t, Tensor at) {
        var y = Autograd.leaf(at);
        var f = Autograd.with(() -> field.at(t, y));
        var rows = new ArrayList<Tensor>();
        for (long i = 0; i < y.size(1); i++) {
            long index = i;
            rows.add(Autograd.with(() -> Autograd.grad(f.select(1, index), y, true)).detach());
        }
        return Tensors.stack(1, rows);
    }

    @Override
    public int errorOrder() {
        return 0;
    }

    @Override
    public String name() {
        return "radau-iia-5";
    }
}
