package org.separatrix.analysis.lyapunov;

/// An estimate that was cancelled before it was finished.
public final class LyapunovCancelledException extends RuntimeException {

    private static final long serialVersionUID = 1;

    LyapunovCancelledException(double time) {
        super("cancelled at t = %.6g".formatted(time));
    }
}
