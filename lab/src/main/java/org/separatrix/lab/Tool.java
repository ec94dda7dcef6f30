package org.separatrix.lab;

import org.separatrix.lab.data.Dataset;

import java.util.Optional;

/// A method applied to a user's own data: what `fit --method NAME` runs, where the [Experiment]
/// reruns the paper.
///
/// Forecasters have a contract of their own and need no tool. Implementations are found through
/// [java.util.ServiceLoader]; see [Tools].
///
/// @param <C> the settings, a record whose components carry [Describe]; a second file is a
///   component of type String that holds its path
public interface Tool<C extends Record> {

    /// The name on the command line, the short name of the method's card.
    String name();

    /// What it does with the data, in one line.
    String purpose();

    /// Settings that suit most data.
    C defaults();

    /// Whether it can do without `--data`, as methods that start from equations can.
    default boolean needsData() {
        return true;
    }

    /// Fits the method and writes what was learned into the folder of the run.
    ///
    /// @param data what the user named with `--data`, present if [#needsData]
    /// @throws LabException for data or settings that cannot be used, in one line
    /// @throws java.util.concurrent.CancellationException if the run is cancelled
    Report apply(C settings, Optional<Dataset> data, Run run);
}
