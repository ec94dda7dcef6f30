package org.separatrix.dynamics.files;

import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// Writes rows as a Parquet file, compressed with zstd: one column of times, one a state.
///
/// Rows are appended to a table in a database file aside, whose memory is bounded, and copied to
/// the Parquet file at the end.
final class ParquetSink implements TrajectorySink {

    private final Path target;
    private final List<String> names;
    private final AtomicFile file;
    private final AtomicFile store;
    private final DuckDBConnection connection;
    private final DuckDBAppender appender;
    private final boolean grouped;
    private String group = "";

    ParquetSink(Path target, List<String> names) {
        this(target, names, false);
    }

    /// @param grouped whether a first column `group` tells trajectories apart
    ParquetSink(Path target, List<String> names, boolean grouped) {
        this.grouped = grouped;
        this.target = target;
        this.names = List.copyOf(names);
        try {
            file = new AtomicFile(target);
            store = new AtomicFile(target);
            // The database wants to make its file itself.
            Files.delete(store.aside());
            connection = Parquet.connect(store.aside().toString());
            try (var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE rows (" + columns() + ")");
            }
            appender = connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "rows");
        } catch (IOException | SQLException e) {
            throw failure(e);
        }
    }

    /// Rows that follow belong to this trajectory.
    void group(String name) {
        group = name;
    }

    private String columns() {
        var text = new StringBuilder(grouped ? "\"group\" VARCHAR, " : "");
        text.append(Parquet.quoted(TrajectoryFiles.timeName(names))).append(" DOUBLE");
        for (String name : names) {
            text.append(", ").append(Parquet.quoted(name)).append(" DOUBLE");
        }
        return text.toString();
    }

    @Override
    public void row(double t, double[] x) {
        try {
            appender.beginRow();
            if (grouped) {
                appender.append(group);
            }
            appender.append(t);
            for (double v : x) {
                appender.append(v);
            }
            appender.endRow();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public void finish() {
        try {
            appender.close();
            try (var statement = connection.createStatement()) {
                statement.execute(
                        "COPY rows TO %s (FORMAT parquet, COMPRESSION zstd)"
                                .formatted(Parquet.literal(file.aside().toString())));
            }
            file.commit();
        } catch (IOException | SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        try (file;
                store) {
            try (connection) {
                if (!appender.isClosed()) {
                    appender.close();
                }
            }
            Files.deleteIfExists(Path.of(store.aside() + ".wal"));
        } catch (IOException | SQLException e) {
            throw failure(e);
        }
    }

    private DataFileException failure(Exception e) {
        return new DataFileException(
                "cannot write %s: %s".formatted(target, Parquet.firstLine(e)), e);
    }
}
