package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The adjoint equation `a' = -a^T df/dy`, with the gradient of the parameters as an integral
/// beside it, solved backwards from output to output.
///
/// The solution itself is solved backwards along with it, and put right at every output.
final class AdjointEquation {

    private final Adjoint.Continuous adjoint;
    private final double[] times;
    private @Nullable Tensor values;

    AdjointEquation(Adjoint.Continuous adjoint, double[] times) {
        this.adjoint = adjoint;
        this.times = times;
    }

    /// Keeps the solution at the outputs for the way back.
    Tensor remember(Tensor solution) {
        values = Scope.promote(new Tensor(solution));
        return solution;
    }

    /// Gradients for the initial value and the parameters.
    List<Tensor> pull(List<Tensor> parameters, Tensor gradient) {
        var solution = Objects.requireNonNull(values);
        try (var scope = new Scope();
                var held = new Marching.Held()) {
            var shape = solution.select(0, 0).shape();
            long n = solution.select(0, 0).numel();
            long p = parameters.stream().mapToLong(Tensor::numel).sum();
            // The solution, its adjoint and the parameters' gradient each meet the tolerance: many
            // parameters of little influence must not dilute the error of the others.
            int[] groups =
                    adjoint.seminorm()
                            ? new int[] {(int) n, (int) n}
                            : new int[] {(int) n, (int) n, (int) p};
            int last = times.length - 1;
            VectorField augmented = (t, s) -> field(t, s, shape, n, parameters);
            held.set(List.of(gradient.select(0, last).reshape(-1), solution.new_zeros(p)));
            for (int i = last; i > 0; i--) {
                try (var _ = new Scope()) {
                    var start =
                            Tensors.join(
                                    0,
                                    List.of(
                                            solution.select(0, i).reshape(-1),
                                            held.get().get(0),
                                            held.get().get(1)));
                    var marching =
                            new Marching(adjoint.method().on(augmented), adjoint.control(), groups);
                    double from = times[i];
                    double to = times[i - 1];
                    var end =
                            Autograd.without(() ->
                                    marching.run(
                                                    start,
                                                    new double[] {from, to},
                                                    Marching.Listener.NONE)
                                            .getLast());
                    held.set(
                            List.of(
                                    end.narrow(0, n, n).add(gradient.select(0, i - 1).reshape(-1)),
                                    end.narrow(0, 2 * n, p)));
                }
            }
            var result = new ArrayList<Tensor>();
            result.add(scope.keep(held.get().get(0).reshape(shape).clone()));
            long offset = 0;
            for (var parameter : parameters) {
                result.add(
                        scope.keep(
                                held.get()
                                        .get(1)
                                        .narrow(0, offset, parameter.numel())
                                        .reshape(parameter.shape())
                                        .clone()));
                offset += parameter.numel();
            }
            Scope.release(solution);
            values = null;
            return result;
        }
    }

    private Tensor field(double t, Tensor s, long[] shape, long n, List<Tensor> parameters) {
        try (var scope = new Scope()) {
            var y = Autograd.leaf(s.narrow(0, 0, n).reshape(shape));
            var a = s.narrow(0, n, n).reshape(shape);
            var f = Autograd.with(() -> adjoint.field().at(t, y));
            var inputs = new ArrayList<Tensor>();
            inputs.add(y);
            inputs.addAll(parameters);
            var pulled = Autograd.vectorJacobian(a.neg(), f, inputs, false);
            var parts = new ArrayList<Tensor>();
            parts.add(f.detach().reshape(-1));
            pulled.forEach(g -> parts.add(g.reshape(-1)));
            return scope.keep(Tensors.join(0, parts));
        }
    }
}
