package org.separatrix.lab.bench;

import org.jspecify.annotations.Nullable;
import org.separatrix.lab.LabException;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// A Java machine that evaluates cells one after another, started by the first and again after one
/// that ended it. For one thread.
final class CellProcess implements AutoCloseable {

    private static final long POLL_MILLIS = 50;
    private static final String OF_THE_MEMORY = "needed more than the limit of %d MiB of memory";

    /// What a process may send back.
    private static final ObjectInputFilter ANSWERS =
            ObjectInputFilter.Config.createFilter(
                    "org.separatrix.lab.**;java.base/java.util.*;java.base/java.lang.*;maxdepth=20;!*");

    private final Engine.TaskSource source;
    private final Path folder;
    private final int memoryMiB;
    private @Nullable Running running;

    /// A started machine with the streams to it.
    private record Running(Process process, ObjectOutputStream to, ObjectInputStream from) {}

    /// @param folder where the machine's own messages go
    /// @param memoryMiB most resident memory in MiB, or 0 for no limit
    CellProcess(Engine.TaskSource source, Path folder, int memoryMiB) {
        this.source = source;
        this.folder = folder;
        this.memoryMiB = memoryMiB;
    }

    /// The result of a cell; failed if it took too long or too much, or ended the process.
    ///
    /// @param limit of the cell, or zero for none
    CellResult evaluate(Cell cell, Duration limit, BooleanSupplier cancelled)
            throws InterruptedException {
        long start = System.nanoTime();
        try {
            var machine = running;
            if (machine == null) {
                machine = start();
                running = machine;
            }
            machine.to().writeObject(cell);
            machine.to().reset();
            machine.to().flush();
            start = System.nanoTime();
            return watch(machine, cell, start, limit, cancelled);
        } catch (IOException e) {
            return ended(cell, start, e);
        }
    }

    private CellResult watch(
            Running machine, Cell cell, long start, Duration limit, BooleanSupplier cancelled)
            throws IOException, InterruptedException {
        var answer = CompletableFuture.supplyAsync(() -> read(machine), Thread::startVirtualThread);
        while (true) {
            try {
                return answer.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                // Not yet; look at the limits.
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            }
            long taken = System.nanoTime() - start;
            if (!limit.isZero() && taken > limit.toNanos()) {
                close();
                return failed(cell, start, tooSlow(limit));
            }
            if (memoryMiB > 0 && residentMiB(machine.process()) > memoryMiB) {
                close();
                return failed(cell, start, OF_THE_MEMORY.formatted(memoryMiB));
            }
            if (cancelled.getAsBoolean()) {
                close();
                return failed(cell, start, "cancelled");
            }
        }
    }

    private static CellResult read(Running machine) {
        try {
            return switch (machine.from().readObject()) {
                case CellResult result -> result;
                case CellWorker.Defect defect -> throw new DefectException(defect.message());
                default -> throw new IOException("an unknown answer");
            };
        } catch (IOException | ClassNotFoundException e) {
            throw new CompletionException(e);
        }
    }

    /// An error of the program, which ends the comparison as it does with threads.
    private static final class DefectException extends RuntimeException {

        private static final long serialVersionUID = 1;

        DefectException(String message) {
            super(message);
        }
    }

    /// What the end of the process says of the cell.
    private CellResult ended(Cell cell, long start, IOException e) throws InterruptedException {
        if (e.getCause() instanceof DefectException defect) {
            close();
            throw new LabException("cell %s: %s".formatted(cell.key(), defect.getMessage()), e);
        }
        var machine = running;
        if (machine == null) {
            throw new LabException("cannot start a process for cells: " + e.getMessage(), e);
        }
        boolean over = machine.process().waitFor(2, TimeUnit.SECONDS);
        int code = over ? machine.process().exitValue() : -1;
        close();
        if (code == CellWorker.OUT_OF_MEMORY) {
            return failed(
                    cell,
                    start,
                    memoryMiB > 0 ? OF_THE_MEMORY.formatted(memoryMiB) : "ran out of memory");
        }
        return failed(
                cell,
                start,
                "ended its process with code %d; see %s".formatted(code, log().getFileName()));
    }

    private static String tooSlow(Duration limit) {
        double seconds = limit.toNanos() / 1e9;
        return "took longer than the limit of %s s"
                .formatted(BigDecimal.valueOf(seconds).stripTrailingZeros().toPlainString());
    }

    private static CellResult failed(Cell cell, long start, String reason) {
        return new CellResult(cell, Map.of(), (System.nanoTime() - start) / 1e9, "{}", reason);
    }

    private Running start() throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(inherited());
        if (memoryMiB > 0) {
            command.add("-Xmx" + memoryMiB + "m");
        }
        command.addAll(
                List.of(
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:+UseSerialGC",
                        CellWorker.class.getName()));
        var builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log().toFile()));
        var process = builder.start();
        try {
            var to = new ObjectOutputStream(new BufferedOutputStream(process.getOutputStream()));
            to.writeObject(source);
            to.flush();
            var from = new ObjectInputStream(process.getInputStream());
            from.setObjectInputFilter(ANSWERS);
            return new Running(process, to, from);
        } catch (IOException e) {
            process.destroyForcibly();
            throw new LabException(
                    "a process for cells did not start; see " + log().getFileName(), e);
        }
    }

    /// Flags of this machine that change what runs, not how much it may take.
    private static List<String> inherited() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag ->
                        flag.startsWith("--")
                                || flag.startsWith("-Dorg.")
                                || flag.startsWith("-Djava.awt.")
                                || flag.startsWith("-Dfile."))
                .toList();
    }

    private Path log() {
        return folder.resolve("cells.log");
    }

    /// Resident memory in MiB where the system tells, else 0.
    private static long residentMiB(Process process) {
        var status = new File("/proc/" + process.pid() + "/status").toPath();
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException _) {
            return 0;
        }
    }

    /// Ends the process, whatever it does.
    @Override
    public void close() {
        var machine = running;
        running = null;
        if (machine != null) {
            machine.process().destroyForcibly();
        }
    }
}
