package org.separatrix.lab;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// What an experiment is given beside its configuration.
///
/// @param seed root of every random stream
/// @param folder where results, weights and checkpoints go; exists
/// @param threads worker threads to use, at least 1
/// @param device `cpu` or `cuda`
/// @param progress hears how far the run has come
/// @param cancelled asked often; true ends the run
public record Run(
        long seed,
        Path folder,
        int threads,
        String device,
        Progress progress,
        BooleanSupplier cancelled) {

    /// A run on all processors that nobody watches.
    public static Run quiet(long seed, Path folder) {
        return new Run(
                seed,
                folder,
                Runtime.getRuntime().availableProcessors(),
                "cpu",
                Progress.SILENT,
                () -> false);
    }

    /// Ends the run if somebody asked for it.
    ///
    /// @throws CancellationException if cancelled
    public void check() {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("cancelled; finished results are kept in " + folder);
        }
    }

    /// The named random streams of this run.
    public Seeds seeds() {
        return new Seeds(seed);
    }
}
