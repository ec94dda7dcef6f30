package org.separatrix.learn.training;

/// What a training minimises.
@FunctionalInterface
public interface Objective {

    /// Adds the terms of the loss at the present weights.
    ///
    /// Called once a step by first-order optimisers; L-BFGS calls it several times with the same
    /// step, and the same step must then give the same loss.
    void evaluate(Step step, Terms terms);
}
