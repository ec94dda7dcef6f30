package org.separatrix.dynamics.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Reads series from Weka's attribute-relation format: univariate ones with a numeric attribute a
/// value, multivariate ones as one quoted relational attribute whose channels are parted by `\n`.
/// The class is the last attribute, and nominal.
final class ArffReader {

    private final BoundedLines lines;
    private String name;
    private List<String> classes = List.of();
    private int numeric;
    private boolean relational;

    ArffReader(BoundedLines lines) {
        this.lines = lines;
        this.name = lines.file();
    }

    LabelledSeries read() throws IOException {
        header();
        var builder = new LabelledBuilder(lines, classes);
        for (var line = lines.next(); line != null; line = lines.next()) {
            if (line.startsWith("{")) {
                throw lines.error("sparse rows are not read");
            }
            // A quoted class may hold commas, so the end of the values is looked for first.
            String values = relational ? quoted(line) : line.substring(0, endOfValues(line));
            int end = values.length() + (relational ? 2 : 0);
            var channels = relational ? values.split("\\\\n", -1) : new String[] {values};
            var series = Arrays.stream(channels).map(builder::numbers).toArray(double[][]::new);
            if (series[0].length > numeric || (!relational && series[0].length != numeric)) {
                throw lines.error(
                        "expected %d values, got %d".formatted(numeric, series[0].length));
            }
            if (classes.isEmpty()) {
                builder.add(series);
            } else {
                builder.add(series, label(line, end));
            }
        }
        return builder.build(name);
    }

    private String label(String line, int end) {
        if (end >= line.length() || line.charAt(end) != ',') {
            throw lines.error("expected a comma and a class after the values");
        }
        return bare(line.substring(end + 1));
    }

    private int endOfValues(String line) {
        if (classes.isEmpty()) {
            return line.length();
        }
        int end = -1;
        for (int k = 0; k < numeric; k++) {
            end = line.indexOf(',', end + 1);
            if (end < 0) {
                throw lines.error("expected %d values and a class".formatted(numeric));
            }
        }
        return end;
    }

    private String quoted(String line) {
        char quote = line.charAt(0);
        int end = line.indexOf(quote, 1);
        if ((quote != '\'' && quote != '"') || end < 0) {
            throw lines.error("expected the channels in quotes");
        }
        return line.substring(1, end);
    }

    private void header() throws IOException {
        var line = lines.next();
        for (; line != null && !line.equalsIgnoreCase("@data"); line = lines.next()) {
            var words = line.split("\\s+", 2);
            String rest = words.length > 1 ? words[1] : "";
            switch (words[0].toLowerCase(Locale.ROOT)) {
                case "@relation" -> name = rest.isEmpty() ? name : bare(rest);
                case "@attribute" -> attribute(rest);
                case "@end" -> {
                    // The relation's values are counted; the class follows.
                }
                default -> throw lines.error("expected @relation, @attribute, @end or @data");
            }
        }
        if (line == null) {
            throw new DataFileException(lines.file() + ": has no @data");
        }
        if (numeric == 0) {
            throw new DataFileException(lines.file() + ": has no numeric attribute");
        }
    }

    private void attribute(String text) {
        if (!classes.isEmpty()) {
            throw lines.error("the class must be the last attribute");
        }
        if (text.endsWith("}") && text.indexOf('{') >= 0) {
            classes = nominal(text.substring(text.indexOf('{') + 1, text.length() - 1));
            return;
        }
        String type = text.substring(text.lastIndexOf(' ') + 1);
        type = type.substring(type.lastIndexOf('\t') + 1).toLowerCase(Locale.ROOT);
        switch (type) {
            case "numeric", "real", "integer" -> numeric++;
            case "relational" -> relational = true;
            default ->
                    throw lines.error(
                            "expected a numeric, relational or nominal attribute, got '%s'"
                                    .formatted(type));
        }
    }

    private List<String> nominal(String text) {
        var values = new ArrayList<String>();
        for (String value : text.split(",")) {
            values.add(bare(value));
        }
        return values;
    }

    /// Without blanks and quotes around it.
    private static String bare(String text) {
        String word = text.strip();
        boolean quoted =
                word.length() > 1
                        && (word.charAt(0) == '\'' || word.charAt(0) == '"')
                        && word.charAt(word.length() - 1) == word.charAt(0);
        return quoted ? word.substring(1, word.length() - 1) : word;
    }
}
