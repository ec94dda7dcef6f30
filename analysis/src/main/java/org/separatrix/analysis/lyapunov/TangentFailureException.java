package org.separatrix.analysis.lyapunov;

/// A trajectory that cannot be followed far enough for its exponents.
public final class TangentFailureException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TangentFailureException(String message) {
        super(message);
    }
}
