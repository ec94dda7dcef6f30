package org.separatrix.forecast.importance;

import java.util.List;

/// What the benchmark of importance sampling compares.
///
/// @param systems of the catalogue
/// @param seeds trajectories and initial weights for each
public record ImportancePlan(List<String> systems, int seeds, ImportanceSettings settings) {

    public ImportancePlan {
        systems = List.copyOf(systems);
    }
}
