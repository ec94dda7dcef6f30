package org.separatrix.dynamics.files;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// Prints how fast CSV is written and read, 17-digit numbers in four columns.
final class CsvTiming {

    private CsvTiming() {}

    public static void main(String[] arguments) throws IOException {
        var file = Files.createTempFile("timing", ".csv");
        var x = new double[3];
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            try (var sink = TrajectoryFiles.sink(file, List.of("x", "y", "z"), List.of())) {
                for (int i = 0; i < 1_000_000; i++) {
                    x[0] = Math.sin(i);
                    x[1] = Math.cos(0.3 * i);
                    x[2] = 1000 * Math.sin(0.7 * i);
                    sink.row(i * 0.01, x);
                }
                sink.finish();
            }
            long middle = System.nanoTime();
            int rows = TrajectoryFiles.read(file).only().size();
            long end = System.nanoTime();
            double megabytes = Files.size(file) * 1e-6;
            System.out.printf(
                    "%d rows, %.0f MB: written at %.0f MB/s, read at %.0f MB/s%n",
                    rows,
                    megabytes,
                    megabytes / (middle - start) * 1e9,
                    megabytes / (end - middle) * 1e9);
        }
        Files.delete(file);
    }
}
