package org.separatrix.lab;

import java.util.function.Supplier;

/// Hears how far a long job has come.
///
/// Implementations may be called from several threads.
public interface Progress {

    /// Hears nothing.
    Progress SILENT = (_, _, _) -> {};

    /// Called after each piece of work.
    ///
    /// @param done pieces finished
    /// @param total pieces in all, 0 if unknown
    /// @param message what was finished, with the one number that matters
    void update(long done, long total, String message);

    /// Shows what the work looks like so far.
    ///
    /// @param picture asked for its figure only where somebody looks, by the thread that calls
    default void show(Supplier<? extends Block> picture) {}
}
