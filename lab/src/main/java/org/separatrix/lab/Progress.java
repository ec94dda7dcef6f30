package org.separatrix.lab;

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
}
