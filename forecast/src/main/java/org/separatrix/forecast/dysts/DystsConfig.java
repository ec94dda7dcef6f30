package org.separatrix.forecast.dysts;

import org.separatrix.lab.Describe;

import java.util.List;

/// Settings of the experiment.
///
/// @param periods length of the run behind each Lyapunov spectrum, in dominant periods
/// @param limitSeconds longest time for one system's spectrum
/// @param forecastSystems systems of the tournament
/// @param forecastModels forecasters of the tournament
/// @param pointsPerPeriod samples a period in the tournament
/// @param repeats trajectories a system in the tournament
public record DystsConfig(
        @Describe(value = "periods behind each Lyapunov spectrum", min = 50, max = 1e5) int periods,
        @Describe(value = "longest time for one system's spectrum, seconds", min = 1, max = 1e5)
                int limitSeconds,
        @Describe("systems of the tournament") List<String> forecastSystems,
        @Describe("forecasters of the tournament") List<String> forecastModels,
        @Describe(value = "samples a period in the tournament", min = 4, max = 1000)
                int pointsPerPeriod,
        @Describe(value = "trajectories a system in the tournament", min = 1, max = 100)
                int repeats) {

    public DystsConfig {
        forecastSystems = List.copyOf(forecastSystems);
        forecastModels = List.copyOf(forecastModels);
    }
}
