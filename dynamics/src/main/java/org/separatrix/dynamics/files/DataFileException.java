package org.separatrix.dynamics.files;

/// A data file that cannot be read or written: one line that names the file and, where there is
/// one, the row and the column.
public final class DataFileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    DataFileException(String message) {
        super(message);
    }

    DataFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
