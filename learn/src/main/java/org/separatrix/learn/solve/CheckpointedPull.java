package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Scope;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Repeats steps from saved states.
///
/// The forward pass does not know how many steps it will take: it saves every state at first, and
/// drops every second one when there are too many. Between two saved states the steps are repeated
/// by bisection, so that memory grows with the logarithm of their distance.
final class CheckpointedPull extends StepPull {

    private final int limit;
    private final TreeMap<Integer, List<Tensor>> saved = new TreeMap<>();
    private int stride = 1;

    /// @param states to save at most; 0 for about `sqrt(2 n)` of `n` steps
    CheckpointedPull(Stepper stepper, int states) {
        super(stepper);
        limit = states;
    }

    @Override
    void remember(int index, List<Tensor> before) {
        if (index == 0 || index % stride != 0) {
            return; // the first state is computed anew from the initial value
        }
        saved.put(index, before.stream().map(s -> Scope.promote(new Tensor(s))).toList());
        int most = limit > 0 ? limit : Math.max(4, (int) Math.ceil(Math.sqrt(2.0 * index)));
        while (saved.size() > most) {
            stride *= 2;
            var dropped = saved.keySet().stream().filter(i -> i % stride != 0).toList();
            dropped.forEach(this::drop);
        }
    }

    @Override
    void backwards(List<Marching.Taken> steps, Tensor start, double t0, Visitor visitor) {
        int end = steps.size();
        for (var checkpoint : new ArrayList<>(saved.descendingMap().entrySet())) {
            segment(steps, checkpoint.getKey(), end, checkpoint.getValue(), visitor);
            end = checkpoint.getKey();
            drop(checkpoint.getKey());
        }
        try (var _ = new Scope()) {
            var state = Autograd.without(() -> stepper.start(t0, start.detach()));
            segment(steps, 0, end, state, visitor);
        }
    }

    /// Visits steps `from` to `end - 1`, given the state before `from`.
    private void segment(
            List<Marching.Taken> steps, int from, int end, List<Tensor> state, Visitor visitor) {
        if (end <= from) {
            return;
        }
        if (end - from == 1) {
            visitor.visit(from, state);
            return;
        }
        int middle = (from + end) >>> 1;
        try (var held = new Marching.Held()) {
            held.set(state.stream().map(Tensor::new).toList());
            for (int i = from; i < middle; i++) {
                var step = steps.get(i);
                try (var _ = new Scope()) {
                    held.set(
                            Autograd.without(
                                    () -> stepper.step(step.t(), step.h(), held.get()).next()));
                }
            }
            segment(steps, middle, end, held.get(), visitor);
        }
        segment(steps, from, middle, state, visitor);
    }

    private void drop(int index) {
        var state = saved.remove(index);
        if (state != null) {
            state.forEach(Scope::release);
        }
    }
}
