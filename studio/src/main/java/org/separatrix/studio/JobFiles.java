package org.separatrix.studio;

import org.jspecify.annotations.Nullable;
import org.separatrix.lab.LabException;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.RunStore;

import tools.jackson.core.JacksonException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What this studio was asked for and has not ended, on disk, so that a studio that is killed loses
/// nothing.
///
/// Each studio has a folder of its own that it holds by a lock; the next one to start takes over
/// the folders that nobody holds any more.
final class JobFiles implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("org.separatrix.studio");
    private static final String LOCK = ".lock";

    private final Path all;
    private final Path folder;
    private final FileChannel lock;

    JobFiles(Path runs) {
        all = runs.resolve(".jobs");
        folder = all.resolve(UUID.randomUUID().toString());
        try {
            Files.createDirectories(folder);
            lock = opened(folder);
            lock.lock();
        } catch (IOException e) {
            throw new LabException(
                    "cannot write in %s; choose another folder with --runs".formatted(runs), e);
        }
    }

    /// @param run id of the run's folder, if it was begun
    record Open(JobRequest request, @Nullable String run) {}

    void keep(String id, Open job) {
        RunStore.write(folder.resolve(id + ".json"), ReportJson.MAPPER.writeValueAsString(job));
    }

    void forget(String id) {
        try {
            Files.deleteIfExists(folder.resolve(id + ".json"));
        } catch (IOException e) {
            LOG.log(Level.INFO, "cannot forget a job: {0}", e.getMessage());
        }
    }

    /// Takes over what studios have left that have ended, in the order in which it was asked for.
    ///
    /// @param taker has kept a job as its own when it returns
    void adopt(Consumer<Open> taker) {
        for (var other : list(all)) {
            if (other.equals(folder) || !Files.isDirectory(other)) {
                continue;
            }
            try (var theirs = opened(other)) {
                if (theirs.tryLock() == null) {
                    continue;
                }
                for (var file : list(other)) {
                    if (file.toString().endsWith(".json")) {
                        adopt(file, taker);
                    }
                    Files.deleteIfExists(file);
                }
                Files.deleteIfExists(other);
            } catch (OverlappingFileLockException _) {
                // Another studio of this very process.
            } catch (IOException e) {
                LOG.log(Level.INFO, "cannot take over {0}: {1}", other, e.getMessage());
            }
        }
    }

    private static void adopt(Path file, Consumer<Open> taker) throws IOException {
        try {
            taker.accept(ReportJson.MAPPER.readValue(Files.readString(file), Open.class));
        } catch (LabException | StudioException | JacksonException e) {
            LOG.log(Level.INFO, "a job cannot be taken up again: {0}", e.getMessage());
        }
    }

    private static FileChannel opened(Path folder) throws IOException {
        return FileChannel.open(
                folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
