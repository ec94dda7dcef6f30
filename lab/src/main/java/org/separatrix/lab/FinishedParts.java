package org.separatrix.lab;

import tools.jackson.core.JacksonException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// The finished parts of a long piece of work, one JSON file each, so that whoever goes on with it
/// after an interruption repeats none.
///
/// A file appears whole or not at all, and holds what the part was asked for beside what it gave: a
/// part that was asked for otherwise, or cannot be read, counts as not there. Threads may store
/// different parts at the same time.
///
/// @param <T> a record that Jackson writes and reads
public final class FinishedParts<T> {

    private final Path folder;
    private final String asked;
    private final Class<T> type;

    private FinishedParts(Path folder, String asked, Class<T> type) {
        this.folder = folder;
        this.asked = asked;
        this.type = type;
    }

    /// @param part what was found
    private record Kept(String asked, String part) {}

    /// Opens the folder, which is made if it is not there; what a killed writer left is removed.
    ///
    /// @param asked everything that a part's result depends on, besides its name
    /// @throws StorageException if the folder cannot be written
    public static <T> FinishedParts<T> in(Path folder, String asked, Class<T> type) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                for (var file : files.filter(f -> f.toString().endsWith(".part")).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw RunStore.unwritable(folder, e);
        }
        return new FinishedParts<>(folder, asked, type);
    }

    /// The part called `name`, if it is finished.
    public Optional<T> find(String name) {
        try {
            var kept = ReportJson.MAPPER.readValue(Files.readString(file(name)), Kept.class);
            return kept.asked().equals(asked)
                    ? Optional.of(ReportJson.MAPPER.readValue(kept.part(), type))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JacksonException e) {
            // Worked out anew, which mends the file.
            return Optional.empty();
        }
    }

    /// Stores a finished part.
    ///
    /// @param name letters, digits, `-` and `_`
    /// @throws StorageException if that cannot be written
    public void put(String name, T part) {
        var kept = new Kept(asked, ReportJson.MAPPER.writeValueAsString(part));
        RunStore.write(file(name), ReportJson.MAPPER.writeValueAsString(kept));
    }

    /// Removes all parts with their folder: the whole has been stored elsewhere.
    public void clear() {
        try {
            if (!Files.isDirectory(folder)) {
                return;
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (var file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw RunStore.unwritable(folder, e);
        }
    }

    private Path file(String name) {
        if (!name.matches("[\\w-]+")) {
            throw new IllegalArgumentException(
                    "a part is named by letters and digits, got " + name);
        }
        return folder.resolve(name + ".json");
    }
}
