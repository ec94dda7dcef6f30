package org.separatrix.dynamics.files;

/// Takes a trajectory row by row while it is computed, so that it never is in memory as a whole.
///
/// The file appears under its name when [#finish] returns; closing before that leaves no trace and
/// an older file of that name as it was. One instance serves one thread.
public interface TrajectorySink extends AutoCloseable {

    /// Adds a row.
    ///
    /// @param t later than the row before
    /// @param x state, length d, not kept
    void row(double t, double[] x);

    /// Completes the file.
    void finish();

    /// Gives back what is open; without [#finish] the rows are discarded.
    @Override
    void close();
}
