package org.separatrix.learn.solve;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Scope;

import java.util.ArrayList;
import java.util.List;

/// Pulls the gradient of a solution back through its steps, one at a time, last step first.
///
/// Gradients of the parameters and of the state are carried into each step as terms that are
/// differentiated first. They are then summed in the order in which one graph over all steps sums
/// them, which makes the result the same bit for bit.
abstract class StepPull implements Marching.Listener {

    final Stepper stepper;
    private final List<Marching.Taken> steps = new ArrayList<>();

    StepPull(Stepper stepper) {
        this.stepper = stepper;
    }

    @Override
    public void took(Marching.Taken step, List<Tensor> before) {
        steps.add(step);
        remember(steps.size() - 1, before);
    }

    /// Hears the state before each step of the forward pass.
    abstract void remember(int index, List<Tensor> before);

    /// Calls `visitor` with the state before each step, last step first.
    abstract void backwards(List<Marching.Taken> steps, Tensor start, double t0, Visitor visitor);

    /// Hears the state before a step.
    interface Visitor {
        void visit(int index, List<Tensor> before);
    }

    /// Gradients for the initial value and the parameters.
    ///
    /// @param gradient shape (times, ...)
    final List<Tensor> pull(Tensor start, List<Tensor> parameters, Tensor gradient, double t0) {
        try (var scope = new Scope();
                var carried = new Carried()) {
            // Row of the output that begins each step's outputs.
            var firstRow = new int[steps.size() + 1];
            firstRow[0] = 1;
            for (int i = 0; i < steps.size(); i++) {
                firstRow[i + 1] = firstRow[i] + steps.get(i).fractions().length;
            }
            backwards(
                    steps,
                    start,
                    t0,
                    (index, before) -> {
                        try (var _ = new Scope()) {
                            step(index, before, parameters, gradient, firstRow, carried);
                        }
                    });
            var result = new ArrayList<Tensor>();
            first(start, t0, parameters, gradient, carried).forEach(g -> result.add(scope.keep(g)));
            return result;
        }
    }

    private void step(
            int index,
            List<Tensor> before,
            List<Tensor> parameters,
            Tensor gradient,
            int[] firstRow,
            Carried carried) {
        var taken = steps.get(index);
        var state = before.stream().map(Autograd::leaf).toList();
        var advance = Autograd.with(() -> stepper.step(taken.t(), taken.h(), state));
        var outputs = new ArrayList<Tensor>();
        var cotangents = new ArrayList<Tensor>();
        for (int k = 0; k < advance.next().size(); k++) {
            var arriving = carried.state(k);
            if (arriving != null) {
                outputs.add(advance.next().get(k));
                cotangents.add(arriving);
            }
        }
        for (int j = 0; j < taken.fractions().length; j++) {
            double theta = taken.fractions()[j];
            var own = gradient.select(0, firstRow[index] + j);
            if (theta == 1) {
                if (carried.state(0) == null) {
                    outputs.add(advance.next().getFirst());
                    cotangents.add(own);
                }
            } else {
                outputs.add(Autograd.with(() -> advance.dense().apply(theta)));
                cotangents.add(own);
            }
        }
        carried.set(
                pulled(
                        outputs,
                        cotangents,
                        state,
                        parameters,
                        carried.parameters(),
                        arriving(index, firstRow, gradient)),
                state.size());
    }

    /// The gradient of the output that lies at the beginning of a step, if there is one.
    private @Nullable Tensor arriving(int index, int[] firstRow, Tensor gradient) {
        if (index == 0) {
            return gradient.select(0, 0);
        }
        var fractions = steps.get(index - 1).fractions();
        boolean atEnd = fractions.length > 0 && fractions[fractions.length - 1] == 1;
        return atEnd ? gradient.select(0, firstRow[index] - 1) : null;
    }

    private static List<Tensor> pulled(
            List<Tensor> outputs,
            List<Tensor> cotangents,
            List<Tensor> state,
            List<Tensor> parameters,
            @Nullable List<Tensor> gathered,
            @Nullable Tensor arriving) {
        var inputs = new ArrayList<>(state);
        inputs.addAll(parameters);
        var heads = new ArrayList<Tensor>();
        var weights = new ArrayList<Tensor>();
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).requires_grad()) {
                heads.add(outputs.get(i));
                weights.add(cotangents.get(i));
            }
        }
        // Made last, so differentiated first.
        if (gathered != null) {
            for (int i = 0; i < parameters.size(); i++) {
                int index = i;
                heads.add(
                        Autograd.with(() -> parameters.get(index).view_as(parameters.get(index))));
                weights.add(gathered.get(i));
            }
        }
        if (arriving != null) {
            heads.add(Autograd.with(() -> state.getFirst().view_as(state.getFirst())));
            weights.add(arriving);
        }
        var gradients =
                torch.grad(
                        new TensorVector(heads.toArray(Tensor[]::new)),
                        new TensorVector(inputs.toArray(Tensor[]::new)),
                        new TensorVector(weights.toArray(Tensor[]::new)),
                        new BoolOptional(false),
                        false,
                        true);
        var result = new ArrayList<Tensor>();
        for (int i = 0; i < inputs.size(); i++) {
            var g = new Tensor(gradients.get(i));
            result.add(g.defined() ? g : inputs.get(i).new_zeros(inputs.get(i).shape()));
        }
        return result;
    }

    /// Through the start of the method, which may already have evaluated the equation.
    private List<Tensor> first(
            Tensor start, double t0, List<Tensor> parameters, Tensor gradient, Carried carried) {
        var y = Autograd.leaf(start);
        var state = Autograd.with(() -> stepper.start(t0, y));
        var outputs = new ArrayList<Tensor>();
        var cotangents = new ArrayList<Tensor>();
        for (int k = 1; k < state.size(); k++) {
            var arriving = carried.state(k);
            if (arriving != null) {
                outputs.add(state.get(k));
                cotangents.add(arriving);
            }
        }
        var zeroth = carried.state(0);
        return pulled(
                outputs,
                cotangents,
                List.of(y),
                parameters,
                carried.parameters(),
                zeroth == null ? gradient.select(0, 0) : zeroth);
    }

    /// Gradients on their way from step to step.
    private static final class Carried implements AutoCloseable {
        private final Marching.Held held = new Marching.Held();
        private int states;
        private boolean set;

        void set(List<Tensor> gradients, int stateSize) {
            states = stateSize;
            set = true;
            held.set(gradients);
        }

        @Nullable Tensor state(int k) {
            return set ? held.get().get(k) : null;
        }

        @Nullable List<Tensor> parameters() {
            return set ? held.get().subList(states, held.get().size()) : null;
        }

        @Override
        public void close() {
            held.close();
        }
    }
}
