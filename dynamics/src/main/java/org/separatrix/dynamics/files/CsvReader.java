package org.separatrix.dynamics.files;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads trajectories from delimited text (RFC 4180).
///
/// The delimiter is a tab, a semicolon or a comma, whichever of them the first line has, in this
/// order; with a semicolon a decimal comma is understood too. A first line that is not all numbers
/// names the columns. Rows are numbered as an editor numbers lines, the header being row 1. An
/// empty field, `NaN`, `NA`, `N/A` or `null` is a gap.
final class CsvReader {

    private final String file;
    private final ReadOptions options;
    private final CsvRecords records;
    private final byte point;
    private final byte otherPoint;
    private final Map<Long, String> groupNames = new HashMap<>();
    private @Nullable IsoTimes isoTimes;

    private CsvReader(String file, ReadOptions options, CsvRecords records) {
        this.file = file;
        this.options = options;
        this.records = records;
        this.point = '.';
        this.otherPoint = (byte) (records.delimiter() == ';' ? ',' : '.');
    }

    /// All trajectories of a file.
    ///
    /// @throws DataFileException if it cannot be read, with the row and the column
    static FileContents read(Path path, ReadOptions options) {
        String file = String.valueOf(path.getFileName());
        Character delimiter = file.toLowerCase(Locale.ROOT).endsWith(".tsv") ? '\t' : null;
        try (InputStream in = Files.newInputStream(path)) {
            return new CsvReader(file, options, new CsvRecords(file, in, delimiter)).read();
        } catch (IOException e) {
            throw new DataFileException("cannot read %s: %s".formatted(path, e.getMessage()), e);
        }
    }

    private FileContents read() throws IOException {
        if (!records.next()) {
            throw new DataFileException(file + ": is empty");
        }
        boolean header = isHeader();
        var names = columnNames(header);
        var columns = Columns.choose(file, names, options);
        if (header && !records.next()) {
            throw new DataFileException(file + ": holds no rows, only a header");
        }
        if (columns.time() >= 0 && IsoTimes.isTime(records.text(columns.time()))) {
            isoTimes = new IsoTimes();
        }
        var builder = new TrajectoryBuilder(file, columns.names(), options.refuseConstant());
        var values = new double[columns.values().length];
        int width = names.size();
        do {
            if (records.fields() != width) {
                throw new DataFileException(
                        "%s: row %d: expected %d fields, got %d"
                                .formatted(file, records.row(), width, records.fields()));
            }
            if (columns.group() >= 0) {
                builder.group(group(columns.group()));
            }
            double time = columns.time() < 0 ? builder.size() : time(columns.time(), names);
            for (int k = 0; k < values.length; k++) {
                values[k] = value(columns.values()[k], names);
            }
            builder.add(records.row(), time, values);
        } while (records.next());
        return builder.build(List.of());
    }

    private boolean isHeader() {
        for (int j = 0; j < records.fields(); j++) {
            boolean label = String.valueOf(j).equals(options.group());
            if (!label && !isMissing(j) && !isNumber(j) && !IsoTimes.isTime(records.text(j))) {
                return true;
            }
        }
        return false;
    }

    private List<String> columnNames(boolean header) {
        var names = new ArrayList<String>(records.fields());
        for (int j = 0; j < records.fields(); j++) {
            String name = header ? records.text(j).strip() : "";
            names.add(name.isEmpty() ? "c" + j : name);
        }
        return names;
    }

    private String group(int column) {
        int start = records.start(column);
        int end = records.end(column);
        if (end - start > 7) {
            return records.text(column);
        }
        // Short labels are looked up by their bytes: most rows repeat the label before.
        long key = (long) end - start;
        for (int i = start; i < end; i++) {
            key = (key << 8) | (records.bytes()[i] & 0xff);
        }
        return groupNames.computeIfAbsent(key, _ -> records.text(column));
    }

    private double time(int column, List<String> names) {
        if (isoTimes == null) {
            double time = value(column, names);
            if (Double.isNaN(time)) {
                throw missingTime(column, names);
            }
            return time;
        }
        if (isMissing(column)) {
            throw missingTime(column, names);
        }
        String text = records.text(column);
        try {
            return isoTimes.seconds(text);
        } catch (DateTimeException e) {
            throw new DataFileException(
                    "%s: row %d, column '%s': expected a date like 2024-05-31T12:00:00, got '%s'"
                            .formatted(file, records.row(), names.get(column), shown(text)),
                    e);
        }
    }

    private DataFileException missingTime(int column, List<String> names) {
        return new DataFileException(
                "%s: row %d, column '%s': the time is missing"
                        .formatted(file, records.row(), names.get(column)));
    }

    private double value(int column, List<String> names) {
        try {
            return number(column);
        } catch (NumberFormatException e) {
            if (isMissing(column)) {
                return Double.NaN;
            }
            throw new DataFileException(
                    "%s: row %d, column '%s': expected a number, got '%s'"
                            .formatted(
                                    file,
                                    records.row(),
                                    names.get(column),
                                    shown(records.text(column))),
                    e);
        }
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }

    private boolean isNumber(int field) {
        try {
            number(field);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private double number(int field) {
        byte[] bytes = records.bytes();
        int start = records.start(field);
        int end = records.end(field);
        while (start < end && bytes[start] == ' ') {
            start++;
        }
        while (end > start && bytes[end - 1] == ' ') {
            end--;
        }
        if (start == end) {
            return Double.NaN;
        }
        byte separator = point;
        if (otherPoint != point) {
            for (int i = start; i < end; i++) {
                if (bytes[i] == otherPoint) {
                    separator = otherPoint;
                }
            }
        }
        return Decimals.parse(bytes, start, end, separator);
    }

    private boolean isMissing(int field) {
        if (records.end(field) - records.start(field) > 16) {
            return false;
        }
        return switch (records.text(field).strip().toLowerCase(Locale.ROOT)) {
            case "", "nan", "na", "n/a", "null" -> true;
            default -> false;
        };
    }
}
