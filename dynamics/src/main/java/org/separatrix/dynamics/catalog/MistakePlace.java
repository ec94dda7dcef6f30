package org.separatrix.dynamics.catalog;

import org.separatrix.equations.EquationException;

import java.util.List;

/// Finds a mistake in the equations of a system file at its line and column of the file.
final class MistakePlace {

    private MistakePlace() {}

    /// The mistake at its place in the file; at its place within the equations where the file
    /// writes them in another way than line by line.
    static SystemFileException in(String file, String name, EquationException mistake) {
        String wrong = mistake.pointer().lines().findFirst().orElse("");
        List<String> lines = file.lines().toList();
        for (int i = start(lines); i < lines.size() && !wrong.isBlank(); i++) {
            int shift = lines.get(i).indexOf(wrong);
            if (shift >= 0) {
                int column = shift + mistake.column();
                return new SystemFileException(
                        "%s: line %d, column %d: %s"
                                .formatted(name, i + 1, column, mistake.problem()),
                        lines.get(i) + "\n" + " ".repeat(column - 1) + "^");
            }
        }
        return new SystemFileException(
                name + ": equations, " + mistake.getMessage(), mistake.pointer());
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
