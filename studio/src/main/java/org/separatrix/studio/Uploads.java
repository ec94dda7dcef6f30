package org.separatrix.studio;

import org.jspecify.annotations.Nullable;
import org.separatrix.lab.LabException;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.RunStore;
import org.separatrix.lab.data.DataFiles;
import org.separatrix.lab.data.Dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Data that users gave, each in a file named by its content.
///
/// What a user calls a file is kept as text and never becomes a path.
final class Uploads {

    /// Largest file in bytes.
    static final int LARGEST = 64 << 20;

    private static final int MOST = 200;
    private static final List<String> ENDINGS = List.of("csv", "tsv", "npz", "parquet", "h5");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}\\.[a-z0-9]{2,7}");

    private final Path folder;

    Uploads(Path runs) {
        folder = runs.resolve(".data");
    }

    /// Data as a user knows them.
    ///
    /// @param id what requests name them by
    /// @param name what the user calls them
    record Stored(String id, String name) {}

    /// Keeps a file; the same content twice is one file.
    ///
    /// @throws StudioException if the format is not known or there are too many
    synchronized Stored keep(String name, byte[] content) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (!ENDINGS.contains(ending)) {
            throw StudioException.bad(
                    "the name of a data file ends in %s, got '%s'"
                            .formatted(String.join(", ", ENDINGS), Text.shown(name)));
        }
        if (content.length == 0) {
            throw StudioException.bad("the file is empty");
        }
        var id = hash(content) + "." + ending;
        var stored = new Stored(id, Text.shown(name));
        try {
            Files.createDirectories(folder);
            makeRoom();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RunStore.write(folder.resolve(id), content);
        RunStore.write(folder.resolve(id + ".json"), ReportJson.MAPPER.writeValueAsString(stored));
        return stored;
    }

    /// The oldest give way.
    private void makeRoom() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files =
                    all.filter(f -> ID.matcher(f.getFileName().toString()).matches())
                            .sorted(Comparator.comparingLong(f -> f.toFile().lastModified()))
                            .toList();
        }
        for (int i = 0; i <= files.size() - MOST; i++) {
            Files.deleteIfExists(files.get(i));
            Files.deleteIfExists(files.get(i).resolveSibling(files.get(i).getFileName() + ".json"));
        }
    }

    /// The file of an id.
    ///
    /// @throws StudioException if there is none
    Path file(String id) {
        if (!ID.matcher(id).matches() || !Files.isRegularFile(folder.resolve(id))) {
            throw StudioException.notFound(
                    "there are no data '%s' here any more; upload them again"
                            .formatted(Text.shown(id)));
        }
        return folder.resolve(id).toAbsolutePath().normalize();
    }

    /// What the user calls the data.
    String name(String id) {
        try {
            return ReportJson.MAPPER
                    .readValue(
                            Files.readString(file(id).resolveSibling(id + ".json")), Stored.class)
                    .name();
        } catch (IOException e) {
            return id;
        }
    }

    /// Reads data, with a message that does not show where they lie.
    DataFiles.Read read(
            String id, @Nullable String time, List<String> columns, @Nullable String group) {
        var file = file(id);
        String name = name(id);
        try {
            var read = DataFiles.read(file, time, columns, group);
            return new DataFiles.Read(
                    new Dataset(name, read.dataset().trajectories()),
                    read.warnings().stream().map(w -> plain(w, file, name)).toList());
        } catch (LabException e) {
            throw new LabException(plain(String.valueOf(e.getMessage()), file, name), e);
        }
    }

    private static String plain(String message, Path file, String name) {
        return message.replace(file.toString(), name)
                .replace(String.valueOf(file.getFileName()), name);
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
