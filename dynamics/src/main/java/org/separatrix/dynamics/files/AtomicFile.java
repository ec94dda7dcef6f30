package org.separatrix.dynamics.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicLong;

/// A file written aside and moved to its place when it is whole; until then the old one stays.
final class AtomicFile implements AutoCloseable {

    private static final AtomicLong COUNTER = new AtomicLong();

    private final Path target;
    private final Path aside;

    AtomicFile(Path target) throws IOException {
        this.target = target.toAbsolutePath();
        var folder = this.target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new DataFileException("cannot write %s: no folder %s".formatted(target, folder));
        }
        if (Files.isDirectory(this.target)) {
            throw new DataFileException("cannot write %s: it is a folder".formatted(target));
        }
        this.aside =
                folder.resolve(
                        ".%s.%d-%d.part"
                                .formatted(
                                        this.target.getFileName(),
                                        ProcessHandle.current().pid(),
                                        COUNTER.incrementAndGet()));
        try {
            Files.createFile(aside);
        } catch (AccessDeniedException e) {
            throw new DataFileException(
                    "cannot write %s: no permission for the folder %s".formatted(target, folder),
                    e);
        }
    }

    /// Where to write.
    Path aside() {
        return aside;
    }

    /// Puts what was written in its place.
    void commit() throws IOException {
        try {
            Files.move(
                    aside,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(aside, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Removes what was not committed.
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(aside);
    }
}
