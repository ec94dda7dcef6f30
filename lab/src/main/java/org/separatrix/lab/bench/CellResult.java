package org.separatrix.lab.bench;

import java.io.Serializable;
import java.util.Map;

/// What a cell gave.
///
/// @param metrics scores by name; empty if the cell failed
/// @param seconds time it took, for information: not part of the result's identity
/// @param details whatever the report needs beside the scores, as JSON
/// @param failure one line that says why there is no result, or empty
public record CellResult(
        Cell cell, Map<String, Double> metrics, double seconds, String details, String failure)
        implements Serializable {

    public CellResult {
        metrics = Map.copyOf(metrics);
    }

    /// Whether the cell has scores.
    public boolean succeeded() {
        return failure.isEmpty();
    }
}
