package org.separatrix.dynamics.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/// Reads one series a line: its class, then its values, with commas, semicolons, tabs or blanks
/// between. A first line that begins with the word `label` or `class` is a heading.
///
/// The UCR archive was published in this form, with commas until 2015 and tabs since 2018.
final class PlainReader {

    private final BoundedLines lines;

    PlainReader(BoundedLines lines) {
        this.lines = lines;
    }

    LabelledSeries read() throws IOException {
        var builder = new LabelledBuilder(lines, List.of());
        var labels = new ArrayList<String>();
        boolean first = true;
        for (var line = lines.next(); line != null; line = lines.next()) {
            // Two commas in a row would be a value left out; blanks may stand in any number.
            var text = line.replace('\t', ',').replace(';', ',').replaceAll(" *, *", ",");
            text = text.replaceAll(" +", ",");
            if (first && text.toLowerCase(Locale.ROOT).matches("(label|class)(,.*)?")) {
                first = false;
                continue;
            }
            first = false;
            int comma = text.indexOf(',');
            if (comma <= 0 || comma == text.length() - 1) {
                throw lines.error("expected a class and its values, label,value,value,...");
            }
            builder.add(new double[][] {builder.numbers(text.substring(comma + 1))});
            labels.add(text.substring(0, comma));
        }
        var series = builder.build(lines.file()).series();
        return new LabelledSeries(lines.file(), series, labels, List.copyOf(new TreeSet<>(labels)));
    }
}
