package org.separatrix.lab.bench;

import java.util.Optional;

/// Brings an engine; found on the class path by `ServiceLoader`.
public interface EngineProvider {

    /// What a user calls the engine.
    String name();

    /// An engine on this cluster.
    ///
    /// @param master address of the cluster, in the engine's own terms
    Engine engine(Optional<String> master);
}
