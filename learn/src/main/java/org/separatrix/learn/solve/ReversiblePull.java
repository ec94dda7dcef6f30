package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Scope;

import java.util.List;
import java.util.Objects;

/// Undoes steps: only the last state is kept.
final class ReversiblePull extends StepPull {

    private final Reversible reversible;
    private final Marching.Held last = new Marching.Held();

    ReversiblePull(Stepper stepper) {
        super(stepper);
        if (!(stepper instanceof Reversible able)) {
            throw new SolveException(
                    "%s cannot be undone; use a reversible method such as ReversibleHeun, or another adjoint"
                            .formatted(stepper.name()));
        }
        reversible = able;
    }

    @Override
    void remember(int index, List<Tensor> before) {
        last.set(before.stream().map(Tensor::new).toList());
    }

    @Override
    void backwards(List<Marching.Taken> steps, Tensor start, double t0, Visitor visitor) {
        try (last) {
            for (int i = steps.size() - 1; i >= 0; i--) {
                if (i < steps.size() - 1) {
                    var step = steps.get(i);
                    try (var _ = new Scope()) {
                        last.set(
                                Autograd.without(
                                        () -> reversible.back(step.t(), step.h(), last.get())));
                    }
                }
                visitor.visit(i, Objects.requireNonNull(last.get()));
            }
        }
    }
}
