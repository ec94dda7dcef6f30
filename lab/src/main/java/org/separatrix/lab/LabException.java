package org.separatrix.lab;

/// A user's mistake or a full disk: one line that says what is wrong, where, and what to do.
public final class LabException extends RuntimeException {

    public LabException(String message) {
        super(message);
    }

    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
