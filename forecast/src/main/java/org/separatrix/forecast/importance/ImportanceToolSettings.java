package org.separatrix.forecast.importance;

import org.separatrix.lab.Describe;

/// What a user may set of importance sampling.
///
/// @param system of the catalogue, or a file of one's own equations
/// @param channel state that is seen and forecast; empty for all
/// @param pointsPerPeriod rows a period
/// @param rows given
/// @param horizon rows to forecast
public record ImportanceToolSettings(
        @Describe("system of the catalogue, or a file of your equations") String system,
        @Describe("state to see and forecast; empty for all") String channel,
        @Describe(value = "rows a period", min = 4, max = 10_000) int pointsPerPeriod,
        @Describe(value = "rows given", min = 10, max = 1_000_000) int rows,
        @Describe(value = "rows to forecast", min = 1, max = 100_000) int horizon,
        @Describe(value = "units of each of two layers", min = 1, max = 5000) int hidden,
        @Describe(value = "rows read to say the next", min = 1, max = 5000) int window,
        @Describe(value = "epochs on the given rows, the baseline", min = 1, max = 100_000)
                int epochs,
        @Describe(value = "rounds of new trajectories", min = 1, max = 1000) int rounds,
        @Describe(value = "epochs of each round", min = 1, max = 100_000) int roundEpochs,
        @Describe(value = "new trajectories in each round", min = 1, max = 100_000)
                int trajectories,
        @Describe(value = "rows of each", min = 4, max = 100_000) int length,
        @Describe(value = "windows in each update", min = 1, max = 100_000) int batch,
        @Describe(value = "learning rate", min = 1e-8, max = 1) double rate,
        @Describe("train the controls too, to compare") boolean controls) {

    ImportanceSettings model() {
        return new ImportanceSettings(
                hidden, window, epochs, rounds, roundEpochs, trajectories, length, batch, rate);
    }
}
