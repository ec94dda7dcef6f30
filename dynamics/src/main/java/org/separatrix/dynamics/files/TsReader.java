package org.separatrix.dynamics.files;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// Reads the format `.ts`: a header of `@` lines, then a series a line, its channels and its class
/// with colons between. Timestamps and targets of regression are refused.
final class TsReader {

    private final BoundedLines lines;
    private String name;
    private List<String> classes = List.of();
    private int channels;

    TsReader(BoundedLines lines) {
        this.lines = lines;
        this.name = lines.file();
    }

    LabelledSeries read() throws IOException {
        header();
        var builder = new LabelledBuilder(lines, classes);
        for (var line = lines.next(); line != null; line = lines.next()) {
            if (line.startsWith("(")) {
                throw lines.error("values with timestamps are not read");
            }
            var parts = line.split(":", -1);
            int count = classes.isEmpty() ? parts.length : parts.length - 1;
            if (count < 1 || (channels > 0 && count != channels)) {
                throw lines.error(
                        "expected %s channels%s, got %d parts"
                                .formatted(
                                        channels > 0 ? channels : "1 or more",
                                        classes.isEmpty() ? "" : " and a class",
                                        parts.length));
            }
            var values = new double[count][];
            for (int k = 0; k < count; k++) {
                values[k] = builder.numbers(parts[k]);
            }
            if (classes.isEmpty()) {
                builder.add(values);
            } else {
                builder.add(values, parts[count].strip());
            }
        }
        return builder.build(name);
    }

    private void header() throws IOException {
        var line = lines.next();
        for (; line != null && !line.equalsIgnoreCase("@data"); line = lines.next()) {
            if (!line.startsWith("@")) {
                throw lines.error("expected @data before the first series");
            }
            var words = List.of(line.split("\\s+"));
            declare(words.getFirst().toLowerCase(Locale.ROOT), words.subList(1, words.size()));
        }
        if (line == null) {
            throw new DataFileException(lines.file() + ": has no @data");
        }
    }

    private void declare(String key, List<String> words) {
        switch (key) {
            case "@problemname" -> name = words.isEmpty() ? name : words.getFirst();
            case "@timestamps" -> {
                if (truth(key, words)) {
                    throw lines.error("values with timestamps are not read");
                }
            }
            case "@targetlabel" -> {
                if (truth(key, words)) {
                    throw lines.error("targets of regression are not read, only classes");
                }
            }
            case "@univariate" -> channels = truth(key, words) ? 1 : channels;
            case "@dimensions", "@dimension" -> channels = count(key, words);
            case "@classlabel" -> {
                classes = truth(key, words) ? words.subList(1, words.size()) : List.of();
                if (truth(key, words) && classes.isEmpty()) {
                    throw lines.error("@classLabel true names no class");
                }
            }
            case "@missing", "@equallength", "@serieslength" -> {
                // Seen in the data themselves.
            }
            default -> throw lines.error("unknown declaration " + key);
        }
    }

    private boolean truth(String key, List<String> words) {
        String word = words.isEmpty() ? "" : words.getFirst().toLowerCase(Locale.ROOT);
        if (!word.equals("true") && !word.equals("false")) {
            throw lines.error("expected true or false after " + key);
        }
        return word.equals("true");
    }

    private int count(String key, List<String> words) {
        if (words.isEmpty() || !words.getFirst().matches("[1-9]\\d{0,5}")) {
            throw lines.error("expected a number from 1 to 999999 after " + key);
        }
        return Integer.parseInt(words.getFirst());
    }
}
