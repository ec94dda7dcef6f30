package org.separatrix.learn.solve;

import org.separatrix.learn.LearnException;

/// How the gradient of a solution is computed.
public sealed interface Adjoint {

    /// Through the graph of all steps: exact for the discretisation, differentiable any number of
    /// times, memory grows with the number of steps.
    record Direct() implements Adjoint {}

    /// By repeating steps from saved states: exact for the discretisation, bit for bit that of
    /// [Direct] in double precision, memory grows with the number of saved states.
    ///
    /// @param states saved during the forward pass; 0 for about `sqrt(2 n)` of `n` steps
    record Checkpointed(int states) implements Adjoint {
        public Checkpointed {
            if (states < 0) {
                throw new LearnException("states must not be negative, got " + states);
            }
        }
    }

    /// By solving the adjoint equation backwards: memory does not grow, the gradient is accurate to
    /// the tolerance of the solver.
    ///
    /// Source: L. Pontryagin et al. (1962); R. Chen et al., NeurIPS 2018; the seminorm is P.
    /// Kidger, R. Chen, T. Lyons, ICML 2021.
    ///
    /// @param field the equation that the stepper solves
    /// @param method that solves the adjoint equation
    /// @param control of its steps
    /// @param seminorm whether the parameters' gradient, an integral that nothing depends on, is
    ///   left out of the error estimate
    record Continuous(VectorField field, RungeKutta method, StepControl control, boolean seminorm)
            implements Adjoint {}

    /// By undoing steps of a [Reversible] method: exact for the discretisation up to rounding,
    /// memory does not grow.
    record Reversing() implements Adjoint {}

    /// The default.
    static Adjoint direct() {
        return new Direct();
    }

    /// Recomputation from about `sqrt(2 n)` saved states.
    static Adjoint checkpointed() {
        return new Checkpointed(0);
    }

    /// The adjoint equation at the given tolerance, with the seminorm.
    static Adjoint continuous(VectorField field, double relative, double absolute) {
        return new Continuous(
                field, RungeKutta.TSIT5, StepControl.adaptive(relative, absolute), true);
    }

    /// Undoing the steps.
    static Adjoint reversible() {
        return new Reversing();
    }
}
