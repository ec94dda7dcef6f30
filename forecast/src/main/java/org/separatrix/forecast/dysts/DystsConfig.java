package org.separatrix.forecast.dysts;

import org.separatrix.forecast.transfer.TransferSettings;
import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;

import java.util.List;

/// Settings of the experiment.
///
/// @param parts which parts to run
/// @param periods length of the run behind each Lyapunov spectrum, in dominant periods
/// @param limitSeconds longest time for one system's spectrum
/// @param forecastSystems systems of the tournament
/// @param forecastModels forecasters of the tournament
/// @param pointsPerPeriod samples a period in the tournament
/// @param repeats trajectories a system in the tournament
/// @param atlasWindows windows of each system in the feature atlas
/// @param surrogates surrogate systems of the transfer
/// @param surrogateWindows windows cut out of them
/// @param surrogateEpochs passes over the windows
/// @param transferDraws how often each labelled set is drawn and learned anew
public record DystsConfig(
        @Describe("parts to run") List<DystsPart> parts,
        @Describe(value = "periods behind each Lyapunov spectrum", min = 50, max = 1e5) int periods,
        @Describe(value = "longest time for one system's spectrum, seconds", min = 1, max = 1e5)
                int limitSeconds,
        @Describe("systems of the tournament") List<String> forecastSystems,
        @Describe("forecasters of the tournament") List<String> forecastModels,
        @Describe(value = "samples a period in the tournament", min = 4, max = 1000)
                int pointsPerPeriod,
        @Describe(value = "trajectories a system in the tournament", min = 1, max = 100)
                int repeats,
        @Describe(value = "windows of each system in the feature atlas", min = 2, max = 1000)
                int atlasWindows,
        @Describe(value = "surrogate systems of the transfer", min = 1, max = 1000) int surrogates,
        @Describe(value = "windows cut out of their series", min = 64, max = 1_000_000)
                int surrogateWindows,
        @Describe(value = "passes over these windows", min = 1, max = 100_000) int surrogateEpochs,
        @Describe(value = "draws of each labelled set", min = 1, max = 100) int transferDraws) {

    public DystsConfig {
        parts = List.copyOf(parts);
        forecastSystems = List.copyOf(forecastSystems);
        forecastModels = List.copyOf(forecastModels);
        if (parts.isEmpty()) {
            throw new LabException(
                    "parts names nothing to run; there are " + List.of(DystsPart.values()));
        }
    }

    boolean wants(DystsPart part) {
        return parts.contains(part);
    }

    /// Settings of the transfer.
    TransferSettings transfer() {
        var paper = TransferSettings.PAPER;
        return new TransferSettings(
                surrogates,
                paper.points(),
                surrogateWindows,
                surrogateEpochs,
                paper.batch(),
                paper.rate());
    }
}
