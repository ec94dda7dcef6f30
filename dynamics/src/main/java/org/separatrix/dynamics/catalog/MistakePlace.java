package org.separatrix.dynamics.catalog;

import org.separatrix.equations.EquationException;

import java.util.List;

/// Finds a mistake in the equations of a system file at its line and column of the file.
final class MistakePlace {

    private MistakePlace() {}

    /// The message with the place in the file, and the file's line with a caret under it; the place
    /// within the equations where the file writes them in another way than line by line.
    static String in(String file, EquationException mistake) {
        String wrong = mistake.pointer().lines().findFirst().orElse("");
        List<String> lines = file.lines().toList();
        for (int i = start(lines); i < lines.size() && !wrong.isBlank(); i++) {
            int shift = lines.get(i).indexOf(wrong);
            if (shift >= 0) {
                return "line %d, column %d: %s\n%s\n%s^"
                        .formatted(
                                i + 1,
                                shift + mistake.column(),
                                mistake.problem(),
                                lines.get(i),
                                " ".repeat(shift + mistake.column() - 1));
            }
        }
        return "equations, " + mistake.getMessage() + "\n" + mistake.pointer();
    }

    private static int start(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("equations")) {
                return i;
            }
        }
        return 0;
    }
}
