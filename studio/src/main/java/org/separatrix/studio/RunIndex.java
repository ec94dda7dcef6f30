package org.separatrix.studio;

import org.jspecify.annotations.Nullable;
import org.separatrix.lab.RunStore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// The runs of the store; a run's record is read again only when its file has changed.
///
/// A run is found by its folder's own name alone, so no request reaches anything else.
final class RunIndex {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

    private final RunStore store;
    private final Map<String, Known> kept = new ConcurrentHashMap<>();

    RunIndex(RunStore store) {
        this.store = store;
    }

    /// A record and the file it was read from. Records are replaced, never written into, so each
    /// content is another file.
    private record Known(@Nullable Object file, FileTime changed, RunStore.Entry entry) {}

    RunStore store() {
        return store;
    }

    /// All runs, newest first.
    List<RunStore.Entry> entries() {
        var names = new ArrayList<String>();
        if (Files.isDirectory(store.root())) {
            try (var folders = Files.list(store.root())) {
                folders.forEach(f -> names.add(f.getFileName().toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        names.sort(Comparator.reverseOrder());
        kept.keySet().retainAll(names);
        return names.stream().flatMap(name -> entry(name).stream()).toList();
    }

    /// The run of an id, if there is one.
    Optional<RunStore.Entry> entry(String id) {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        var folder = store.root().resolve(id);
        try {
            var now = Files.readAttributes(folder.resolve("run.json"), BasicFileAttributes.class);
            var known = kept.get(id);
            if (known != null
                    && now.lastModifiedTime().equals(known.changed)
                    && java.util.Objects.equals(now.fileKey(), known.file)) {
                return Optional.of(known.entry);
            }
            var read = store.entry(folder).filter(e -> e.id().equals(id));
            read.ifPresent(e -> kept.put(id, new Known(now.fileKey(), now.lastModifiedTime(), e)));
            return read;
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// The folder of a run.
    ///
    /// @throws StudioException if there is none
    Path folder(String id) {
        return entry(id)
                .map(e -> store.root().resolve(e.id()))
                .orElseThrow(() ->
                        StudioException.notFound("there is no run '%s'".formatted(Text.shown(id))));
    }
}
