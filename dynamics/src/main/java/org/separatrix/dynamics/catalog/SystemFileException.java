package org.separatrix.dynamics.catalog;

/// A system file that cannot be read; the message names the file and the key or the line.
public final class SystemFileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    SystemFileException(String message) {
        super(message);
    }
}
