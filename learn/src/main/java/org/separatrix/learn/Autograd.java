package org.separatrix.learn;

import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// Derivatives by libtorch's reverse mode.
///
/// A derivative made with `again = true` is itself part of the graph and can be differentiated once
/// more.
public final class Autograd {

    private Autograd() {}

    /// Gradient of the sum of `output` for one input.
    ///
    /// @return same shape as `input`; zeros where `output` does not depend on it
    public static Tensor grad(Tensor output, Tensor input, boolean again) {
        return grad(output, List.of(input), again).getFirst();
    }

    /// Gradients of the sum of `output` for several inputs.
    ///
    /// @param again whether the result may be differentiated again
    public static List<Tensor> grad(Tensor output, List<Tensor> inputs, boolean again) {
        try (var scope = new Scope()) {
            return gradient(scope, output.dim() == 0 ? output : output.sum(), null, inputs, again);
        }
    }

    /// `v^T J`: the product of a row vector with the Jacobian of `output` for each input.
    ///
    /// @param v same shape as `output`
    public static List<Tensor> vectorJacobian(
            Tensor v, Tensor output, List<Tensor> inputs, boolean again) {
        try (var scope = new Scope()) {
            return gradient(scope, output, v, inputs, again);
        }
    }

    private static List<Tensor> gradient(
            Scope scope, Tensor output, @Nullable Tensor v, List<Tensor> inputs, boolean again) {
        var result = new ArrayList<Tensor>(inputs.size());
        if (!output.requires_grad()) {
            for (var input : inputs) {
                result.add(scope.keep(input.new_zeros(input.shape())));
            }
            return result;
        }
        var gradients =
                torch.grad(
                        new TensorVector(output),
                        new TensorVector(inputs.toArray(Tensor[]::new)),
                        v == null ? new TensorVector() : new TensorVector(v),
                        new BoolOptional(again),
                        again,
                        true);
        for (int i = 0; i < inputs.size(); i++) {
            // An element of a native vector dies with it: what is handed on is a handle of its own.
            var g = new Tensor(gradients.get(i));
            var input = inputs.get(i);
            result.add(scope.keep(g.defined() ? g : input.new_zeros(input.shape())));
        }
        return result;
    }

    /// `J v`: the derivative of `function` at `x` along `v`, by differentiating a vector-Jacobian
    /// product for its vector.
    ///
    /// @param function differentiable twice
    /// @param v same shape as `x`
    public static Tensor jacobianVector(Function<Tensor, Tensor> function, Tensor x, Tensor v) {
        try (var scope = new Scope()) {
            var at = leaf(x);
            var y = function.apply(at);
            var dummy = y.new_zeros(y.shape());
            dummy.set_requires_grad(true);
            var pulled = gradient(scope, y, dummy, List.of(at), true).getFirst();
            return scope.keep(gradient(scope, pulled, v, List.of(dummy), false).getFirst());
        }
    }

    /// The Jacobian of a function of one vector.
    ///
    /// @param x shape (n)
    /// @return shape (m, n) for a function with values of shape (m)
    public static Tensor jacobian(Function<Tensor, Tensor> function, Tensor x) {
        try (var scope = new Scope()) {
            var at = leaf(x);
            var y = function.apply(at).reshape(-1);
            long m = y.numel();
            var rows = new ArrayList<Tensor>();
            for (long i = 0; i < m; i++) {
                rows.add(
                        torch.grad(
                                        new TensorVector(y.select(0, i)),
                                        new TensorVector(at),
                                        new TensorVector(),
                                        new BoolOptional(i < m - 1),
                                        false,
                                        true)
                                .get(0));
            }
            for (int i = 0; i < rows.size(); i++) {
                if (!rows.get(i).defined()) {
                    rows.set(i, at.new_zeros(at.shape()));
                }
            }
            return scope.keep(
                    torch.stack(new TensorVector(rows.toArray(Tensor[]::new)), 0)
                            .reshape(m, x.numel()));
        }
    }

    /// `H v`: the product of the Hessian of a scalar with a vector, by a gradient of a gradient.
    ///
    /// @param scalar part of a graph that reaches `inputs`
    /// @param v one tensor an input, of the same shape
    public static List<Tensor> hessianVectorProduct(
            Tensor scalar, List<Tensor> inputs, List<Tensor> v) {
        try (var scope = new Scope()) {
            var first = gradient(scope, scalar, null, inputs, true);
            var along = first.getFirst().mul(v.getFirst()).sum();
            for (int i = 1; i < first.size(); i++) {
                along = along.add(first.get(i).mul(v.get(i)).sum());
            }
            return gradient(scope, along, null, inputs, false);
        }
    }

    /// A copy of `x` that begins a graph of its own.
    public static Tensor leaf(Tensor x) {
        var leaf = x.detach();
        leaf.set_requires_grad(true);
        return leaf;
    }

    /// Runs `body` without recording a graph.
    public static void off(Runnable body) {
        try (var _ = new NoGradGuard()) {
            body.run();
        }
    }

    /// Computes a value while a graph is recorded, whatever the surroundings do.
    public static <T> T with(Supplier<T> body) {
        try (var _ = new AutoGradMode(true)) {
            return body.get();
        }
    }

    /// Computes a value without recording a graph.
    public static <T> T without(Supplier<T> body) {
        try (var _ = new NoGradGuard()) {
            return body.get();
        }
    }
}
