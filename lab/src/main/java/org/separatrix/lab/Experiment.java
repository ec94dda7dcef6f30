package org.separatrix.lab;

/// The reproduction of a paper: from a configuration to a report that ends in claims.
///
/// Implementations are found through [java.util.ServiceLoader]; see [Methods].
///
/// @param <C> the configuration, a record whose components carry [Describe]
public interface Experiment<C extends Record> {

    /// Number, names and source of the method.
    MethodCard card();

    /// Settings that finish within minutes on two cores.
    C quick();

    /// Settings at the paper's scale.
    C full();

    /// Runs the experiment.
    ///
    /// @throws java.util.concurrent.CancellationException if the run is cancelled; what is finished
    ///   is kept
    Report run(C configuration, Run run);
}
