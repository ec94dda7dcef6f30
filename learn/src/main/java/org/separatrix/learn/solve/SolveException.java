package org.separatrix.learn.solve;

import org.separatrix.learn.LearnException;

/// A solution that could not be continued; the message says where, why and what to try.
public final class SolveException extends LearnException {

    private static final long serialVersionUID = 1L;

    SolveException(String message) {
        super(message);
    }
}
