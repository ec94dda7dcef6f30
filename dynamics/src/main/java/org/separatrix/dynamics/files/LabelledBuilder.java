package org.separatrix.dynamics.files;

import java.util.ArrayList;
import java.util.List;

/// Gathers labelled series, within half of the memory.
final class LabelledBuilder {

    /// Bytes that a series or a channel costs beside its values.
    private static final int OVERHEAD = 64;

    private final BoundedLines lines;
    private final List<String> classes;
    private final List<double[][]> series = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private long budget = Runtime.getRuntime().maxMemory() / 2;

    /// @param classes declared ones, or empty if series have no label
    LabelledBuilder(BoundedLines lines, List<String> classes) {
        this.lines = lines;
        this.classes = classes;
    }

    /// Adds a series without a label.
    void add(double[][] values) {
        if (!series.isEmpty() && values.length != series.getFirst().length) {
            throw lines.error(
                    "expected %d channels as in the first series, got %d"
                            .formatted(series.getFirst().length, values.length));
        }
        for (double[] channel : values) {
            if (channel.length != values[0].length) {
                throw lines.error(
                        "channels of a series must have the same length, got %d and %d"
                                .formatted(values[0].length, channel.length));
            }
        }
        budget -= OVERHEAD + values.length * (OVERHEAD + 8L * values[0].length);
        if (budget < 0) {
            throw lines.error("the series need more than half of the memory");
        }
        series.add(values);
    }

    void add(double[][] values, String label) {
        if (!classes.contains(label)) {
            throw lines.error(
                    "class '%s' is not declared; there are %s"
                            .formatted(shown(label), String.join(", ", classes)));
        }
        add(values);
        labels.add(label);
    }

    /// Numbers with commas between, `?` or `NaN` where one is missing.
    double[] numbers(String text) {
        int count = (int) text.chars().filter(c -> c == ',').count() + 1;
        var values = new double[count];
        int from = 0;
        for (int i = 0; i < count; i++) {
            int to = i == count - 1 ? text.length() : text.indexOf(',', from);
            values[i] = number(text.substring(from, to).strip());
            from = to + 1;
        }
        return values;
    }

    private double number(String text) {
        if (text.equals("?") || text.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        try {
            // Java alone reads 1d or 0x1p3 as numbers.
            boolean plain =
                    !text.isEmpty()
                            && text.chars().allMatch(c -> "0123456789+-.eE".indexOf(c) >= 0);
            double value = plain ? Double.parseDouble(text) : Double.NaN;
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw lines.error("expected a number or ?, got '%s'".formatted(shown(text)));
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }

    LabelledSeries build(String name) {
        if (series.isEmpty()) {
            throw new DataFileException(lines.file() + ": holds no series");
        }
        return new LabelledSeries(name, series, labels, classes);
    }
}
