package org.separatrix.lab;

/// A folder or disk that refuses to take results; what was stored before is whole.
public final class StorageException extends LabException {

    private static final long serialVersionUID = 1;

    public StorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
