package org.separatrix.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A run's folder that this process alone works in, until it is closed or the process ends in
/// whatever way.
public final class HeldRun implements AutoCloseable {

    static final String LOCK = ".lock";

    /// Folders that this process holds. A process that opens a lock's file again and closes it
    /// loses its lock on it, so it must know before.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final boolean resumed;
    private final FileChannel channel;

    private HeldRun(Path folder, boolean resumed, FileChannel channel) {
        this.folder = folder;
        this.resumed = resumed;
        this.channel = channel;
    }

    /// Takes hold of the folder, unless another process holds it.
    ///
    /// @throws StorageException if the folder cannot be written
    static Optional<HeldRun> take(Path folder, boolean resumed) {
        var key = folder.toAbsolutePath().normalize();
        if (!HELD.add(key)) {
            return Optional.empty();
        }
        boolean taken = false;
        try {
            var channel =
                    FileChannel.open(
                            folder.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            try {
                // The operating system gives the lock back when the process dies.
                taken = channel.tryLock() != null;
            } finally {
                if (!taken) {
                    channel.close();
                }
            }
            return taken ? Optional.of(new HeldRun(folder, resumed, channel)) : Optional.empty();
        } catch (IOException e) {
            throw RunStore.unwritable(folder, e);
        } finally {
            if (!taken) {
                HELD.remove(key);
            }
        }
    }

    /// The folder.
    public Path folder() {
        return folder;
    }

    /// Whether the folder holds the beginnings of an interrupted run.
    public boolean resumed() {
        return resumed;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StorageException("cannot close the lock of a run: " + e.getMessage(), e);
        } finally {
            HELD.remove(folder.toAbsolutePath().normalize());
        }
    }
}
