package org.separatrix.dynamics.catalog;

import java.util.Optional;

/// A system file that cannot be read; the message, one line, names the file and the key or the
/// line.
public final class SystemFileException extends RuntimeException {

    private static final long serialVersionUID = 1;
    private static final int WIDEST = 200;

    private final String pointer;

    SystemFileException(String message) {
        this(message, "");
    }

    /// @param pointer the line of the file and a caret under it; kept unless it is too wide to show
    SystemFileException(String message, String pointer) {
        super(message);
        this.pointer = pointer.length() > 2 * WIDEST ? "" : pointer;
    }

    /// The line of the file that has the mistake and, under it, a caret at the column.
    public Optional<String> pointer() {
        return pointer.isBlank() || pointer.startsWith("\n")
                ? Optional.empty()
                : Optional.of(pointer);
    }
}
