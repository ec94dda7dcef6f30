package org.separatrix.learn;

/// A learning problem that cannot be solved as asked: a wrong shape, a missing device, a loss that
/// became NaN. The message is one line for the user.
public class LearnException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LearnException(String message) {
        super(message);
    }

    public LearnException(String message, Throwable cause) {
        super(message, cause);
    }
}
