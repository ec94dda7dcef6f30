package org.separatrix.transport.lightsb;

import org.separatrix.lab.RunStore;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// A table of numbers on its way to a CSV file; numbers keep every bit.
final class Csv {

    private final StringBuilder text = new StringBuilder();

    Csv(List<String> keys, List<String> columns) {
        text.append(String.join(",", keys));
        columns.forEach(c -> text.append(',').append(quoted(c)));
        text.append('\n');
    }

    /// Adds a row: its keys as they are, then numbers.
    void row(List<String> keys, double[] values) {
        text.append(String.join(",", keys));
        for (double v : values) {
            text.append(',').append(v);
        }
        text.append('\n');
    }

    /// Writes the file whole or not at all.
    void write(Path file) {
        RunStore.write(file, text.toString());
    }

    private static String quoted(String name) {
        boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n');
        return plain
                ? name
                : name.chars()
                        .mapToObj(c -> c == '"' ? "\"\"" : Character.toString(c))
                        .collect(Collectors.joining("", "\"", "\""));
    }
}
