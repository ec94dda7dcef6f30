package org.separatrix.lab;

/// A mistake in what a user asked for or supplied: one line that says what is wrong, where, and
/// what to do.
public class LabException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public LabException(String message) {
        super(message);
    }

    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
