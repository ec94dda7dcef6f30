package org.separatrix.learn.training;

import org.separatrix.learn.LearnException;

/// A loss or gradient that is no longer finite; the message names the step and the term.
public final class TrainingDivergedException extends LearnException {

    private static final long serialVersionUID = 1L;

    TrainingDivergedException(String message) {
        super(message);
    }
}
