package org.separatrix.dynamics.files;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Splits a stream of bytes into records and fields (RFC 4180), one record at a time and in place.
///
/// Blank lines and lines that start with `#` are passed over. The buffer holds one record: its
/// length is bounded, the length of the file is not.
final class CsvRecords {

    private static final int LONGEST_RECORD = 1 << 24;
    private static final int MOST_FIELDS = 100_000;

    private final String file;
    private final InputStream in;
    private byte[] buffer = new byte[1 << 17];
    private int position;
    private int limit;
    private boolean ended;
    private byte delimiter;
    private long line = 1;
    private long row;
    private int fields;
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private boolean[] quoted = new boolean[16];

    CsvRecords(String file, InputStream in, @Nullable Character delimiter) throws IOException {
        this.file = file;
        this.in = in;
        fill();
        skipByteOrderMark();
        this.delimiter = delimiter == null ? detectDelimiter() : (byte) delimiter.charValue();
    }

    byte delimiter() {
        return delimiter;
    }

    /// Line on which the present record starts, the first being 1.
    long row() {
        return row;
    }

    /// Number of fields of the present record.
    int fields() {
        return fields;
    }

    byte[] bytes() {
        return buffer;
    }

    int start(int field) {
        return starts[field];
    }

    int end(int field) {
        return ends[field];
    }

    /// The text of a field.
    String text(int field) {
        String text;
        try {
            text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(
                                    ByteBuffer.wrap(
                                            buffer, starts[field], ends[field] - starts[field]))
                            .toString();
        } catch (CharacterCodingException e) {
            throw notText(e);
        }
        return quoted[field] ? text.replace("\"\"", "\"") : text.strip();
    }

    private DataFileException notText(CharacterCodingException cause) {
        return new DataFileException(
                "%s: row %d is not UTF-8 text; is it a CSV file? Save it as UTF-8"
                        .formatted(file, row),
                cause);
    }

    /// Moves to the next record that is neither blank nor a comment.
    ///
    /// @return false at the end of the file
    boolean next() throws IOException {
        while (true) {
            if (position == limit && !fill()) {
                return false;
            }
            byte first = buffer[position];
            if (first == '\n') {
                position++;
                line++;
            } else if (first == '\r') {
                position++;
            } else if (first == '#') {
                skipLine();
            } else {
                record();
                return true;
            }
        }
    }

    private void skipLine() throws IOException {
        while (position < limit || fill()) {
            if (buffer[position++] == '\n') {
                line++;
                return;
            }
        }
    }

    /// Finds the fields of the record at [#position]; starts again when the buffer ends inside it.
    private void record() throws IOException {
        row = line;
        while (!split()) {
            fill();
        }
    }

    private boolean split() {
        byte[] bytes = buffer;
        int stop = limit;
        int i = position;
        long lines = 0;
        fields = 0;
        while (true) {
            int start = i;
            int end;
            boolean quotes = i < stop && bytes[i] == '"';
            if (quotes) {
                int close = i + 1;
                while (true) {
                    while (close < stop && bytes[close] != '"') {
                        if (bytes[close] == '\n') {
                            lines++;
                        }
                        close++;
                    }
                    if (close + 1 < stop && bytes[close + 1] == '"') {
                        close += 2;
                    } else {
                        break;
                    }
                }
                if (close >= stop) {
                    if (!ended) {
                        return false;
                    }
                    throw new DataFileException(
                            "%s: row %d has a quote that is never closed".formatted(file, row));
                }
                if (close + 1 == stop && !ended) {
                    return false;
                }
                start = i + 1;
                end = close;
                i = close + 1;
                while (i < stop && (bytes[i] == ' ' || bytes[i] == '\r')) {
                    i++;
                }
                if (i < stop && bytes[i] != delimiter && bytes[i] != '\n') {
                    throw new DataFileException(
                            "%s: row %d has text after a closing quote".formatted(file, row));
                }
            } else {
                byte separator = delimiter;
                while (i < stop && bytes[i] != separator && bytes[i] != '\n') {
                    i++;
                }
                end = i;
                if (end > start && (i == stop || bytes[i] == '\n') && bytes[end - 1] == '\r') {
                    end--;
                }
            }
            if (i == stop && !ended) {
                return false;
            }
            add(start, end, quotes);
            if (i == stop || bytes[i] == '\n') {
                position = Math.min(stop, i + 1);
                line += lines + (i < stop ? 1 : 0);
                return true;
            }
            i++;
        }
    }

    private void add(int start, int end, boolean quotes) {
        if (fields == starts.length) {
            if (fields >= MOST_FIELDS) {
                throw new DataFileException(
                        "%s: row %d has more than %d columns".formatted(file, row, MOST_FIELDS));
            }
            int length = Math.min(MOST_FIELDS, 2 * fields);
            starts = Arrays.copyOf(starts, length);
            ends = Arrays.copyOf(ends, length);
            quoted = Arrays.copyOf(quoted, length);
        }
        starts[fields] = start;
        ends[fields] = end;
        quoted[fields] = quotes;
        fields++;
    }

    /// Reads more bytes behind those not used yet.
    private boolean fill() throws IOException {
        if (ended) {
            return false;
        }
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        if (limit == buffer.length) {
            if (limit >= LONGEST_RECORD) {
                throw new DataFileException(
                        "%s: row %d is longer than %d bytes; is it a CSV file?"
                                .formatted(file, row, LONGEST_RECORD));
            }
            buffer = Arrays.copyOf(buffer, 2 * limit);
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            ended = true;
            return false;
        }
        for (int i = limit; i < limit + count; i++) {
            if (buffer[i] == 0) {
                throw new DataFileException(file + ": is not UTF-8 text: it has a zero byte");
            }
        }
        limit += count;
        return true;
    }

    private void skipByteOrderMark() {
        if (limit >= 2 && (buffer[0] & 0xff) >= 0xfe && (buffer[1] & 0xff) >= 0xfe) {
            throw new DataFileException(file + ": is UTF-16; save it as UTF-8");
        }
        if (limit >= 3
                && buffer[0] == (byte) 0xef
                && buffer[1] == (byte) 0xbb
                && buffer[2] == (byte) 0xbf) {
            position = 3;
        }
    }

    /// Of tab, semicolon and comma the first that occurs outside quotes in the first record.
    private byte detectDelimiter() {
        boolean tab = false;
        boolean semicolon = false;
        boolean inQuotes = false;
        boolean lineStart = true;
        boolean comment = false;
        boolean content = false;
        for (int i = position; i < limit; i++) {
            byte b = buffer[i];
            if (lineStart) {
                comment = b == '#';
            }
            lineStart = b == '\n' && !inQuotes;
            if (comment) {
                continue;
            }
            if (lineStart && content) {
                break;
            }
            content |= b > ' ';
            if (b == '"') {
                inQuotes = !inQuotes;
            }
            tab |= b == '\t' && !inQuotes;
            semicolon |= b == ';' && !inQuotes;
        }
        return (byte) (tab ? '\t' : semicolon ? ';' : ',');
    }
}
