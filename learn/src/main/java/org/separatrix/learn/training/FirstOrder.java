package org.separatrix.learn.training;

import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.separatrix.learn.SafeTensors;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/// What first-order methods share: a count of steps and two averages of the size of the weights.
abstract class FirstOrder implements Optimizer {

    private @Nullable Tensor first;
    private @Nullable Tensor second;
    private long steps;

    @Override
    public final void step(Weights weights, double loss, double rate, DoubleSupplier again) {
        if (first == null || second == null) {
            first = zeros(weights);
            second = zeros(weights);
        }
        steps++;
        try (var _ = new Scope();
                var _ = new NoGradGuard()) {
            update(weights.flat(), weights.gradient(), first, second, steps, rate);
        }
    }

    /// Changes `values` and the averages in place.
    ///
    /// @param step counts from 1
    abstract void update(
            Tensor values, Tensor gradient, Tensor first, Tensor second, long step, double rate);

    private static Tensor zeros(Weights weights) {
        try (var _ = new Scope()) {
            return Scope.promote(weights.flat().new_zeros(weights.size()));
        }
    }

    @Override
    public final Map<String, SafeTensors.Entry> state() {
        var state = new LinkedHashMap<String, SafeTensors.Entry>();
        state.put("steps", SafeTensors.Entry.of((double) steps));
        if (first != null && second != null) {
            state.put("first", SafeTensors.Entry.of(first));
            state.put("second", SafeTensors.Entry.of(second));
        }
        return state;
    }

    @Override
    public final void restore(Weights weights, Map<String, SafeTensors.Entry> state) {
        close();
        var counted = state.get("steps");
        var one = state.get("first");
        var two = state.get("second");
        steps = counted == null ? 0 : (long) counted.values()[0];
        if (one != null && two != null) {
            first = zeros(weights);
            second = zeros(weights);
            try (var _ = new Scope()) {
                first.copy_(Tensors.of(one.values(), weights.kind()));
                second.copy_(Tensors.of(two.values(), weights.kind()));
            }
        }
    }

    @Override
    public final void close() {
        if (first != null && second != null) {
            Scope.release(first);
            Scope.release(second);
            first = null;
            second = null;
        }
    }
}
