package org.separatrix.equations;

/// Equation text that turns offsets into lines and columns when something is wrong.
final class SourceText {

    private final String text;

    /// @throws EquationException if the text is longer than [Limits#TEXT]
    SourceText(String text) {
        this.text = text;
        if (text.length() > Limits.TEXT) {
            throw error(
                    Limits.TEXT,
                    "the text has "
                            + text.length()
                            + " characters, at most "
                            + Limits.TEXT
                            + " are read");
        }
    }

    String text() {
        return text;
    }

    EquationException error(int at, String problem) {
        return EquationException.of(position(at), problem);
    }

    EquationException expected(int at, String expected, String found, String hint) {
        return EquationException.of(position(at), expected, found, hint);
    }

    private EquationException.Position position(int at) {
        int line = 1;
        int start = 0;
        for (int newline = text.indexOf('\n');
                newline >= 0 && newline < at;
                newline = text.indexOf('\n', start)) {
            line++;
            start = newline + 1;
        }
        int end = text.indexOf('\n', start);
        end = end < 0 ? text.length() : end;
        if (end > start && text.charAt(end - 1) == '\r') {
            end--;
        }
        int column = Math.min(at, end) - start + 1;
        return new EquationException.Position(line, column, text.substring(start, end));
    }
}
