package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.CustomGradient;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// A layer whose output is a fixed point `z = f(z, x)`, with the gradient of the implicit function.
///
/// Both the fixed point and the adjoint equation `w = v + w df/dz` are solved by Anderson
/// acceleration; memory does not grow with the number of iterations.
///
/// Source: S. Bai, J. Kolter, V. Koltun, "Deep equilibrium models", NeurIPS 2019; D. Anderson, J.
/// ACM 12 (1965).
///
/// @param tolerance largest change of `z` relative to its size at which the iteration ends
/// @param iterations at most
/// @param memory past iterates that are combined
public record DeepEquilibrium(double tolerance, int iterations, int memory) {

    public DeepEquilibrium {
        if (!(tolerance > 0) || iterations < 1 || memory < 1) {
            throw new SolveException(
                    "tolerance, iterations and memory must be above 0, got %s, %d and %d"
                            .formatted(tolerance, iterations, memory));
        }
    }

    /// For double precision.
    public static DeepEquilibrium standard() {
        return new DeepEquilibrium(1e-10, 200, 5);
    }

    /// A function of the fixed point and of the inputs.
    @FunctionalInterface
    public interface Layer {

        /// @param z present iterate
        /// @param inputs what the layer depends on beside it
        /// @return same shape as `z`
        Tensor at(Tensor z, List<Tensor> inputs);
    }

    /// The fixed point.
    ///
    /// @param start first iterate, which also gives the shape; not differentiated
    /// @param inputs everything the layer depends on: data and parameters
    /// @return part of the graph of the inputs
    /// @throws SolveException if the iteration does not converge, with its residual
    public Tensor solve(Layer layer, Tensor start, List<Tensor> inputs) {
        return CustomGradient.apply(
                withStart(start, inputs),
                in -> {
                    var rest = in.subList(1, in.size());
                    return iterate("fixed point", z -> layer.at(z, rest), in.getFirst().detach());
                },
                (gradient, in) -> pull(layer, gradient, in));
    }

    private List<Tensor> pull(Layer layer, Tensor gradient, List<Tensor> in) {
        var leaves = in.subList(1, in.size()).stream().map(Autograd::leaf).toList();
        var fixed =
                Autograd.leaf(
                        Autograd.without(() ->
                                iterate(
                                        "fixed point",
                                        z -> layer.at(z, leaves),
                                        in.getFirst().detach())));
        var value = layer.at(fixed, leaves);
        // w = v + J^T w, with J^T w by one reverse pass over a graph that is kept.
        var zero = value.new_zeros(value.shape());
        var w =
                iterate(
                        "adjoint of the fixed point",
                        v -> gradient.add(retained(value, fixed, v)),
                        zero);
        var result = new ArrayList<Tensor>();
        result.add(in.getFirst().new_zeros(in.getFirst().shape()));
        result.addAll(Autograd.vectorJacobian(w.detach(), value, leaves, false));
        return result;
    }

    private static Tensor retained(Tensor value, Tensor at, Tensor v) {
        return Autograd.vectorJacobian(v.detach(), value, List.of(at), true).getFirst().detach();
    }

    private static List<Tensor> withStart(Tensor start, List<Tensor> inputs) {
        var all = new ArrayList<Tensor>();
        all.add(start.detach());
        all.addAll(inputs);
        return all;
    }

    /// Anderson acceleration: the next iterate combines past ones so that their residuals cancel.
    private Tensor iterate(String what, UnaryOperator<Tensor> map, Tensor start) {
        try (var scope = new Scope()) {
            var values = new ArrayList<Tensor>();
            var residuals = new ArrayList<Tensor>();
            var z = start;
            double error = Double.NaN;
            for (int k = 0; k < iterations; k++) {
                var next = map.apply(z).detach();
                var residual = next.sub(z);
                double size = Math.max(1, next.norm().item_double());
                error = residual.norm().item_double() / size;
                if (!Double.isFinite(error)) {
                    break;
                }
                if (error <= tolerance) {
                    return scope.keep(next);
                }
                values.add(next);
                residuals.add(residual);
                if (values.size() > memory) {
                    values.removeFirst();
                    residuals.removeFirst();
                }
                z = combined(values, residuals);
            }
            throw new SolveException(
                    String.format(
                            Locale.ROOT,
                            "the %s has not converged: residual %.2g after %d iterations; make the"
                                    + " layer contract (smaller weights, damping) or allow more",
                            what,
                            error,
                            iterations));
        }
    }

    /// Weights of sum one that make the combined residual least, by the normal equations.
    private static Tensor combined(List<Tensor> values, List<Tensor> residuals) {
        int m = values.size();
        if (m == 1) {
            return values.getFirst();
        }
        var matrix = Tensors.stack(0, residuals.stream().map(r -> r.reshape(-1)).toList());
        var gram = Tensors.toRows(matrix.matmul(matrix.t()));
        double trace = 0;
        for (int i = 0; i < m; i++) {
            trace += gram[i][i];
        }
        for (int i = 0; i < m; i++) {
            gram[i][i] += 1e-12 * trace;
        }
        var ones = new double[m];
        Arrays.fill(ones, 1);
        var alpha = Dense.solve(gram, ones);
        double sum = 0;
        for (double a : alpha) {
            sum += a;
        }
        var result = Tensors.scale(values.getFirst(), alpha[0] / sum);
        for (int i = 1; i < m; i++) {
            result = Tensors.plus(result, alpha[i] / sum, values.get(i));
        }
        return result;
    }
}
