package org.separatrix.equations;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// Equation text that cannot be read, with the place where reading stopped.
///
/// The message is one line, for instance `line 2, column 14: expected ')' but found end of line`.
/// The exception carries no stack trace: its subject is the reader's text, not the program.
public final class EquationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String problem;
    private final int line;
    private final int column;
    private final String sourceLine;
    private final @Nullable String expected;
    private final @Nullable String found;

    private EquationException(
            String problem, Position position, @Nullable String expected, @Nullable String found) {
        super(problem, null, false, false);
        this.problem = problem;
        this.line = position.line();
        this.column = position.column();
        this.sourceLine = position.sourceLine();
        this.expected = expected;
        this.found = found;
    }

    static EquationException of(Position position, String problem) {
        return new EquationException(problem, position, null, null);
    }

    static EquationException of(Position position, String expected, String found, String hint) {
        return new EquationException(
                "expected " + expected + " but found " + found + hint, position, expected, found);
    }

    /// The problem with its place, in one line.
    @Override
    public String getMessage() {
        return "line " + line + ", column " + column + ": " + problem;
    }

    /// The problem without its place.
    public String problem() {
        return problem;
    }

    /// Number of the line, from 1.
    public int line() {
        return line;
    }

    /// Number of the character in the line, from 1; one past the last character for an unexpected
    /// end.
    public int column() {
        return column;
    }

    /// What the grammar allows at this place, for a grammatical error.
    public Optional<String> expected() {
        return Optional.ofNullable(expected);
    }

    /// What stands there instead, for a grammatical error.
    public Optional<String> found() {
        return Optional.ofNullable(found);
    }

    /// The line of the text and, under it, a caret at the column.
    public String pointer() {
        var pad = new StringBuilder(column);
        for (int i = 0; i < column - 1; i++) {
            pad.append(i < sourceLine.length() && sourceLine.charAt(i) == '\t' ? '\t' : ' ');
        }
        return sourceLine + "\n" + pad + "^";
    }

    /// A place in a text.
    record Position(int line, int column, String sourceLine) {}
}
