package org.separatrix.dynamics.files;

import org.duckdb.DuckDBConnection;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads trajectories from Parquet files, the columns asked for only.
final class Parquet {

    private Parquet() {}

    /// A database with bounded memory.
    ///
    /// @param file where it is, empty for one in memory
    static DuckDBConnection connect(String file) throws SQLException {
        var connection =
                DriverManager.getConnection("jdbc:duckdb:" + file).unwrap(DuckDBConnection.class);
        try (var statement = connection.createStatement()) {
            statement.execute("SET memory_limit = '512MB'");
            statement.execute("SET threads = 1");
        }
        return connection;
    }

    static FileContents read(Path path, ReadOptions options) {
        return read(path, options, Runtime.getRuntime().maxMemory() / 2);
    }

    /// @param most bytes that the numbers may take in memory
    static FileContents read(Path path, ReadOptions options, long most) {
        String file = String.valueOf(path.getFileName());
        String source = "read_parquet(" + literal(path.toString()) + ")";
        try (var connection = connect("");
                var statement = connection.createStatement()) {
            var names = new ArrayList<String>();
            var types = new ArrayList<String>();
            try (var described = statement.executeQuery("DESCRIBE SELECT * FROM " + source)) {
                while (described.next()) {
                    names.add(described.getString(1));
                    types.add(described.getString(2).toUpperCase(Locale.ROOT));
                }
            }
            var columns = Columns.choose(file, names, options);
            requireRoom(file, statement, source, columns.values().length + 1, most);
            try (var rows =
                    statement.executeQuery(
                            "SELECT %s FROM %s"
                                    .formatted(selection(file, columns, names, types), source))) {
                return rows(file, rows, columns, options);
            }
        } catch (SQLException e) {
            throw new DataFileException("cannot read %s: %s".formatted(file, firstLine(e)), e);
        }
    }

    /// Refuses more numbers than half of the memory holds: a column that hardly varies takes next
    /// to nothing in the file.
    private static void requireRoom(
            String file, Statement statement, String source, int columns, long most)
            throws SQLException {
        try (var counted = statement.executeQuery("SELECT count(*) FROM " + source)) {
            counted.next();
            long rows = counted.getLong(1);
            if (8.0 * rows * columns > most) {
                throw new DataFileException(
                        "%s: is too large, %d rows of %d columns take more than %d MiB, half of the memory; choose fewer columns"
                                .formatted(file, rows, columns, most >> 20));
            }
        }
    }

    private static String selection(
            String file, Columns columns, List<String> names, List<String> types) {
        var chosen = new ArrayList<String>();
        if (columns.time() >= 0) {
            String time = quoted(names.get(columns.time()));
            String type = types.get(columns.time());
            chosen.add(
                    type.startsWith("TIMESTAMP") || type.equals("DATE")
                            ? "epoch_ns(%s)".formatted(time)
                            : "CAST(%s AS DOUBLE)".formatted(time));
        }
        if (columns.group() >= 0) {
            chosen.add("CAST(%s AS VARCHAR)".formatted(quoted(names.get(columns.group()))));
        }
        for (int j : columns.values()) {
            if (!isNumber(types.get(j))) {
                throw new DataFileException(
                        "%s: column '%s': expected numbers, got %s; leave it out"
                                .formatted(file, names.get(j), types.get(j)));
            }
            chosen.add("CAST(%s AS DOUBLE)".formatted(quoted(names.get(j))));
        }
        return String.join(", ", chosen);
    }

    private static boolean isNumber(String type) {
        return type.contains("INT")
                || type.startsWith("DECIMAL")
                || List.of("DOUBLE", "FLOAT", "BOOLEAN").contains(type);
    }

    private static FileContents rows(
            String file, ResultSet rows, Columns columns, ReadOptions options) throws SQLException {
        var builder = new TrajectoryBuilder(file, columns.names(), options.refuseConstant());
        var values = new double[columns.values().length];
        boolean nanoseconds =
                columns.time() >= 0 && rows.getMetaData().getColumnTypeName(1).contains("INT");
        int offset = (columns.time() >= 0 ? 1 : 0) + (columns.group() >= 0 ? 1 : 0) + 1;
        long first = 0;
        for (long row = 1; rows.next(); row++) {
            if (columns.group() >= 0) {
                builder.group(String.valueOf(rows.getString(offset - 1)));
            }
            double time = builder.size();
            if (nanoseconds) {
                long now = rows.getLong(1);
                first = row == 1 ? now : first;
                time = (now - first) * 1e-9;
            } else if (columns.time() >= 0) {
                time = number(rows, 1);
            }
            for (int k = 0; k < values.length; k++) {
                values[k] = number(rows, offset + k);
            }
            builder.add(row, time, values);
        }
        return builder.build(List.of());
    }

    private static double number(ResultSet rows, int column) throws SQLException {
        double value = rows.getDouble(column);
        return value == 0 && rows.wasNull() ? Double.NaN : value;
    }

    /// A name in SQL.
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /// A text in SQL.
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown error");
    }
}
