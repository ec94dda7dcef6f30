package org.separatrix.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A run's folder that this process alone works in, until it is closed or the process ends in
/// whatever way.
public final class HeldRun implements AutoCloseable {

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
        var file = folder.resolve(".lock");
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw RunStore.unwritable(folder, e);
        }
        try {
            // The operating system gives the lock back when the process dies.
            if (channel.tryLock() != null) {
                return Optional.of(new HeldRun(folder, resumed, channel));
            }
            channel.close();
        } catch (OverlappingFileLockException e) {
            release(channel);
        } catch (IOException e) {
            release(channel);
            throw RunStore.unwritable(folder, e);
        }
        return Optional.empty();
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
        release(channel);
    }

    private static void release(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StorageException("cannot close the lock of a run: " + e.getMessage(), e);
        }
    }
}
