package org.separatrix.forecast.neural;

import org.jspecify.annotations.Nullable;
import org.separatrix.lab.LabException;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;
import org.separatrix.learn.training.Watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What surrounds a training: who watches it, and where it is kept, so that one that was killed
/// goes on from its last checkpoint and ends with the same bits as one that was not.
///
/// @param watch hears how it goes
/// @param file of the checkpoints, null to keep none
/// @param configuration everything the result depends on; a file of another one is refused
record Keep(Watch watch, @Nullable Path file, String configuration) {

    /// Steps between checkpoints: seconds of work, milliseconds of writing.
    static final int EVERY = 20;

    static Keep nowhere(Watch watch) {
        return new Keep(watch, null, "");
    }

    /// Removes what was kept in a folder, with the folder.
    static void clear(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new LabException("cannot remove %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /// The file of one of several trainings.
    Keep part(String name) {
        return file == null
                ? this
                : new Keep(
                        watch, file.resolveSibling(file.getFileName() + "-" + name), configuration);
    }

    TrainingSettings settings(TrainingSettings settings) {
        return file == null ? settings : settings.savedEvery(EVERY);
    }

    /// The training, taken up where it was left.
    Training of(Training training) {
        return file == null ? training : training.savedIn(file, configuration);
    }
}
