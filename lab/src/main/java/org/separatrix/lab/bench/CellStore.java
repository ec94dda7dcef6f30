package org.separatrix.lab.bench;

import org.separatrix.lab.LabException;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.StorageException;

import tools.jackson.core.type.TypeReference;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Finished cells in one DuckDB file; each is committed when it is stored and survives the end of
/// the process.
///
/// One process at a time: the file is locked while it is open. Methods may be called from several
/// threads.
public final class CellStore implements AutoCloseable {

    private final Path file;
    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement replace;

    private CellStore(Path file, Connection connection) throws SQLException {
        this.file = file;
        this.connection = connection;
        this.insert = connection.prepareStatement("insert into cells values (?,?,?,?,?,?,?,?,?)");
        this.replace =
                connection.prepareStatement(
                        "insert or replace into cells values (?,?,?,?,?,?,?,?,?)");
    }

    /// Opens the store, making it if it is not there.
    ///
    /// @throws LabException if another process holds it
    /// @throws StorageException if it cannot be written
    public static CellStore open(Path file) {
        try {
            var connection = DriverManager.getConnection("jdbc:duckdb:" + file);
            try (var statement = connection.createStatement()) {
                statement.execute("set threads = 1");
                statement.execute(
                        """
                        create table if not exists cells (
                            key varchar primary key, system varchar, model varchar, seed bigint,
                            setting varchar, metrics varchar, seconds double, details varchar, failure varchar)
                        """);
            }
            return new CellStore(file, connection);
        } catch (SQLException e) {
            String message = String.valueOf(e.getMessage());
            if (message.contains("lock")) {
                throw new LabException(file + " is in use by another process", e);
            }
            throw new StorageException(
                    "cannot open %s: %s".formatted(file, message.lines().findFirst().orElse("")),
                    e);
        }
    }

    /// Stores a finished cell; a cell stored before under the same key is replaced.
    public void put(CellResult result) {
        putAll(List.of(result));
    }

    /// Stores finished cells in one transaction: all of them or none.
    public synchronized void putAll(List<CellResult> results) {
        try {
            try {
                putAll(insert, results);
            } catch (SQLException e) {
                if (!String.valueOf(e.getMessage()).contains("Constraint")) {
                    throw e;
                }
                // Some were stored before. The statement that replaces takes ten times as long.
                putAll(replace, results);
            }
        } catch (SQLException e) {
            throw new StorageException(
                    "cannot store a result in %s: %s; what was stored before is whole"
                            .formatted(
                                    file,
                                    String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
                    e);
        }
    }

    private void putAll(PreparedStatement statement, List<CellResult> results) throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (var result : results) {
                put(statement, result);
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static void put(PreparedStatement statement, CellResult result) throws SQLException {
        var cell = result.cell();
        statement.setString(1, cell.key());
        statement.setString(2, cell.system());
        statement.setString(3, cell.model());
        statement.setLong(4, cell.seed());
        statement.setString(5, cell.setting());
        statement.setString(
                6, ReportJson.MAPPER.writeValueAsString(new TreeMap<>(result.metrics())));
        statement.setDouble(7, result.seconds());
        statement.setString(8, result.details());
        statement.setString(9, result.failure());
        statement.execute();
    }

    /// All stored cells by key.
    public synchronized Map<String, CellResult> all() {
        var results = new LinkedHashMap<String, CellResult>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select * from cells order by key")) {
            while (rows.next()) {
                var cell =
                        new Cell(
                                rows.getString(2),
                                rows.getString(3),
                                rows.getLong(4),
                                rows.getString(5));
                var metrics =
                        ReportJson.MAPPER.readValue(
                                rows.getString(6), new TypeReference<Map<String, Double>>() {});
                results.put(
                        cell.key(),
                        new CellResult(
                                cell,
                                metrics,
                                rows.getDouble(7),
                                rows.getString(8),
                                rows.getString(9)));
            }
        } catch (SQLException e) {
            throw new StorageException("cannot read %s: %s".formatted(file, e.getMessage()), e);
        }
        return results;
    }

    /// Refuses a file that [#export] cannot write.
    ///
    /// @throws LabException if its name ends in neither `.parquet` nor `.csv`
    public static void requireTable(Path table) {
        format(table);
    }

    private static String format(Path table) {
        String name = table.toString();
        if (name.endsWith(".parquet")) {
            return "format parquet, compression zstd";
        }
        if (name.endsWith(".csv")) {
            return "format csv, header";
        }
        throw new LabException(
                "%s: results are written to .parquet or .csv".formatted(table.getFileName()));
    }

    /// Writes all results as a table with one row a metric, and one row without a metric for a cell
    /// that failed.
    ///
    /// @param table a `.parquet` or `.csv` file; replaced if it is there
    public synchronized void export(Path table) {
        String format = format(table);
        try (var statement = connection.createStatement()) {
            statement.execute(
                    """
                    copy (select system, model, seed, setting, metric,
                                 (metrics::json ->> metric)::double as value, seconds, failure
                          from (select *, unnest(case when metrics = '{}' then [null]
                                                 else json_keys(metrics::json) end) as metric
                                from cells)
                          order by key, metric)
                    to '%s' (%s)
                    """
                            .formatted(table.toString().replace("'", "''"), format));
        } catch (SQLException e) {
            throw new StorageException(
                    "cannot write %s: %s"
                            .formatted(
                                    table,
                                    String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
                    e);
        }
    }

    @Override
    public void close() {
        try {
            insert.close();
            replace.close();
            connection.close();
        } catch (SQLException e) {
            throw new StorageException("cannot close %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
