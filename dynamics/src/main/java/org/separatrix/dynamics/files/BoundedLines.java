package org.separatrix.dynamics.files;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Lines of a text that a stranger may have written: none is longer than 16 MiB.
///
/// Blank lines and comments, which begin with `#` or `%`, are passed over.
final class BoundedLines implements AutoCloseable {

    private static final int LONGEST = 16 << 20;

    private final String file;
    private final InputStream in;
    private long row;

    BoundedLines(String file, InputStream in) {
        this.file = file;
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    String file() {
        return file;
    }

    /// The next line that says something, without blanks around it, or null at the end.
    @Nullable String next() throws IOException {
        var line = line();
        while (line != null && (line.isEmpty() || line.charAt(0) == '#' || line.charAt(0) == '%')) {
            line = line();
        }
        return line;
    }

    private @Nullable String line() throws IOException {
        var bytes = new ByteArrayOutputStream();
        int c = in.read();
        if (c < 0) {
            return null;
        }
        row++;
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (bytes.size() == LONGEST) {
                throw error("longer than 16 MiB");
            }
            bytes.write(c);
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        return (row == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
    }

    /// An error at the line read last.
    DataFileException error(String message) {
        return new DataFileException("%s: row %d: %s".formatted(file, row, message));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
