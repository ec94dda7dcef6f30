package org.separatrix.benchmarks;

import org.separatrix.lab.Progress;
import org.separatrix.lab.Run;
import org.separatrix.lab.bench.Cell;
import org.separatrix.lab.bench.CellResult;
import org.separatrix.lab.bench.CellStore;
import org.separatrix.lab.bench.Engine;
import org.separatrix.lab.bench.Engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// What an engine itself costs: cells that do nothing, stored one by one, and the resume of a run
/// in which all of them are done.
///
/// Arguments: the number of cells (default 10000), the engine (default `local`) and the bytes of a
/// cell's details (default 0).
public final class EngineTiming {

    private EngineTiming() {}

    public static void main(String[] arguments) throws IOException {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        String name = arguments.length > 1 ? arguments[1] : "local";
        int bytes = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0;
        var engine = Engines.named(name, Optional.empty());
        var folder = Files.createTempDirectory("cells");
        var cells =
                IntStream.range(0, count)
                        .mapToObj(i -> new Cell("system" + i, "naive", 0, "a setting"))
                        .toList();
        double first = seconds(engine, cells, folder, bytes);
        double resumed = seconds(engine, cells, folder, bytes);
        System.out.printf(
                Locale.ROOT,
                "%s, %d cells of %d bytes: %.3f ms a cell, resumed in %.2f s, store of %.1f MB%n",
                name,
                count,
                bytes,
                1e3 * first / count,
                resumed,
                Files.size(folder.resolve("cells.duckdb")) / 1e6);
    }

    private static double seconds(Engine engine, List<Cell> cells, Path folder, int bytes) {
        String details = "{\"text\":\"" + "x".repeat(bytes) + "\"}";
        Engine.TaskSource source =
                () -> cell -> new CellResult(cell, Map.of("rmse", 1.0), 0, details, "");
        var run = new Run(0, folder, 2, "cpu", Progress.SILENT, () -> false);
        long start = System.nanoTime();
        try (var store = CellStore.open(folder.resolve("cells.duckdb"))) {
            engine.evaluate(cells, source, store, run, Duration.ZERO);
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
