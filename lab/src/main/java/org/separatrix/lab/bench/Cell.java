package org.separatrix.lab.bench;

import java.io.Serializable;

/// One piece of a benchmark: a model on a system at a seed and a setting.
///
/// @param setting everything else that changes the result, as text; part of the identity
public record Cell(String system, String model, long seed, String setting) implements Serializable {

    /// The identity under which the result is stored.
    public String key() {
        return system + "|" + model + "|" + seed + "|" + setting;
    }
}
