package org.separatrix.fields.causal;

import org.separatrix.lab.LabException;
import org.separatrix.lab.ReportJson;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// Windows kept in a folder as they finish, so that a killed training goes on after the last one.
///
/// A file a window, moved into place whole. Numbers are written so that reading gives the same
/// bits: a resumed solution is that of a training never stopped.
///
/// @param folder of this training alone
/// @param configuration everything the result depends on
record StoredWindows(Path folder, String configuration) {

    private record Stored(String configuration, PinnSolution.Piece piece) {}

    /// The windows that are there, from the first on.
    ///
    /// @throws LabException if they belong to another training
    List<PinnSolution.Piece> read() {
        var pieces = new ArrayList<PinnSolution.Piece>();
        while (Files.exists(file(pieces.size()))) {
            var file = file(pieces.size());
            var stored = ReportJson.MAPPER.readValue(text(file), Stored.class);
            if (!stored.configuration().equals(configuration)) {
                throw new LabException(
                        "%s belongs to another training; delete it or choose another folder"
                                .formatted(file));
            }
            pieces.add(stored.piece());
        }
        return pieces;
    }

    void write(int window, PinnSolution.Piece piece) {
        try {
            Files.createDirectories(folder);
            var half = folder.resolve(window + ".half");
            Files.writeString(
                    half, ReportJson.MAPPER.writeValueAsString(new Stored(configuration, piece)));
            Files.move(
                    half,
                    file(window),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(int window) {
        return folder.resolve(window + ".json");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
