package org.separatrix.learn;

import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.TensorTensorHook;
import org.bytedeco.pytorch.VoidTensorHook;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A function whose gradient is computed by hand and still takes part in a graph: implicit layers,
/// adjoint solvers, recomputation.
///
/// libtorch's own way to do this is a C++ template, out of reach from Java. Here the output is
/// joined to its inputs by a path that contributes nothing; a hook at the output learns the
/// incoming gradient, a hook at each input replaces the (zero) gradient of that path by the
/// computed one. The result can be differentiated once; a second derivative through it is refused.
public final class CustomGradient {

    /// Computes the gradients for the inputs, with recording switched on.
    @FunctionalInterface
    public interface Pullback {

        /// @param gradient for the output, same shape
        /// @param inputs those of the call, alive even if the caller's scope has closed; whatever
        ///   else the pullback uses must be among them or outlive the graph by itself
        /// @return one tensor an input, same shapes
        List<Tensor> pull(Tensor gradient, List<Tensor> inputs);
    }

    private final Pullback pullback;
    private final List<Tensor> inputs;
    private @Nullable Tensor incoming;
    private @Nullable List<Tensor> outgoing;

    private CustomGradient(Pullback pullback, List<Tensor> inputs) {
        this.pullback = pullback;
        this.inputs = inputs;
    }

    /// The output of `forward`, with gradients by `pullback`.
    ///
    /// @param inputs what the output depends on; those that need no gradient are left alone
    /// @param forward runs without recording
    /// @return part of the graph of the inputs, owned by the caller's scope
    public static Tensor apply(
            List<Tensor> inputs, Function<List<Tensor>, Tensor> forward, Pullback pullback) {
        try (var scope = new Scope()) {
            var value = Autograd.without(() -> forward.apply(inputs)).detach();
            if (!GradMode.is_enabled()) {
                return scope.keep(value);
            }
            var alive = inputs.stream().map(x -> Scope.untilBoundary(new Tensor(x))).toList();
            var call = new CustomGradient(pullback, alive);
            Tensor output = value;
            for (int i = 0; i < inputs.size(); i++) {
                if (inputs.get(i).requires_grad()) {
                    var joined = inputs.get(i).view_as(inputs.get(i));
                    joined.register_hook(Scope.untilBoundary(call.new Departure(i)));
                    output = output.add(joined.sum().mul(new Scalar(0.0)));
                }
            }
            if (output.requires_grad()) {
                output.register_hook(Scope.untilBoundary(call.new Arrival()));
            }
            return scope.keep(output);
        }
    }

    /// Learns the gradient of the output.
    private final class Arrival extends VoidTensorHook {
        @Override
        public void call(TensorBase gradient) {
            incoming = Scope.untilBoundary(new Tensor(gradient));
            outgoing = null;
        }
    }

    /// Replaces the gradient of an input.
    private final class Departure extends TensorTensorHook {
        private final int index;

        Departure(int index) {
            this.index = index;
        }

        @Override
        public TensorBase call(TensorBase ignored) {
            return pulled().get(index);
        }
    }

    private List<Tensor> pulled() {
        if (outgoing == null) {
            if (incoming == null) {
                throw new LearnException("a custom gradient was asked for before its output's");
            }
            if (GradMode.is_enabled()) {
                throw new LearnException(
                        "second derivatives do not pass through a custom gradient; use the direct"
                                + " adjoint, which is differentiable any number of times");
            }
            var gradient = incoming;
            var result = new ArrayList<Tensor>();
            for (var g : Autograd.with(() -> pullback.pull(gradient, inputs))) {
                result.add(Scope.untilBoundary(g.detach()));
            }
            outgoing = result;
        }
        return outgoing;
    }
}
