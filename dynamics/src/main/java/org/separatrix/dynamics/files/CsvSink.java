package org.separatrix.dynamics.files;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes rows as delimited text: a header, then the time and the states as the shortest decimals
/// that read back to the same bits; a gap is an empty field.
final class CsvSink implements TrajectorySink {

    private final Path target;
    private final char delimiter;
    private final AtomicFile file;
    private final BufferedWriter out;

    CsvSink(Path target, char delimiter, List<String> names) {
        this.target = target;
        this.delimiter = delimiter;
        try {
            this.file = new AtomicFile(target);
            this.out = Files.newBufferedWriter(file.aside());
            out.write(quoted(TrajectoryFiles.timeName(names)));
            for (String name : names) {
                out.write(delimiter);
                out.write(quoted(name));
            }
            out.write('\n');
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private String quoted(String name) {
        boolean special =
                name.indexOf(delimiter) >= 0
                        || name.indexOf('"') >= 0
                        || name.indexOf('\n') >= 0
                        || name.startsWith("#");
        return special ? '"' + name.replace("\"", "\"\"") + '"' : name;
    }

    @Override
    public void row(double t, double[] x) {
        try {
            out.write(Double.toString(t));
            for (double v : x) {
                out.write(delimiter);
                if (!Double.isNaN(v)) {
                    out.write(Double.toString(v));
                }
            }
            out.write('\n');
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void finish() {
        try {
            out.close();
            file.commit();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        try (file) {
            out.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private DataFileException failure(IOException e) {
        return new DataFileException("cannot write %s: %s".formatted(target, e.getMessage()), e);
    }
}
