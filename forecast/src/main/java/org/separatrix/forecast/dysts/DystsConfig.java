package org.separatrix.forecast.dysts;

import org.separatrix.forecast.importance.ImportancePlan;
import org.separatrix.forecast.importance.ImportanceSettings;
import org.separatrix.forecast.laws.LawSettings;
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
/// @param lawSystems systems whose laws evolution and a network search for
/// @param lawTrees formulas that evolution breeds at most for each component
/// @param lawUpdates updates of the network that writes formulas; 0 leaves it out
/// @param lawBatch formulas that it writes between two updates
/// @param importanceSystems systems that importance sampling is tried on
/// @param importanceSeeds trajectories and initial weights for each
/// @param importanceHidden units of each layer of its network
/// @param importanceEpochs epochs of the baseline on the given rows
/// @param importanceRounds rounds of new trajectories
/// @param importanceRoundEpochs epochs of each
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
        @Describe("systems whose laws are searched for") List<String> lawSystems,
        @Describe(
                        value = "formulas that evolution breeds for each component",
                        min = 1000,
                        max = 1_000_000_000)
                int lawTrees,
        @Describe(
                        value = "updates of the network that writes formulas, 0 for none",
                        min = 0,
                        max = 1_000_000)
                int lawUpdates,
        @Describe(value = "formulas it writes between two updates", min = 2, max = 100_000)
                int lawBatch,
        @Describe("systems that importance sampling is tried on") List<String> importanceSystems,
        @Describe(value = "trajectories and weights for each", min = 1, max = 1000)
                int importanceSeeds,
        @Describe(value = "units of each layer", min = 1, max = 5000) int importanceHidden,
        @Describe(value = "epochs of the baseline on the given rows", min = 1, max = 100_000)
                int importanceEpochs,
        @Describe(value = "rounds of new trajectories", min = 1, max = 1000) int importanceRounds,
        @Describe(value = "epochs of each round", min = 1, max = 100_000) int importanceRoundEpochs,
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
        lawSystems = List.copyOf(lawSystems);
        importanceSystems = List.copyOf(importanceSystems);
        if (parts.isEmpty()) {
            throw new LabException(
                    "parts names nothing to run; there are " + List.of(DystsPart.values()));
        }
    }

    LawSettings laws() {
        return new LawSettings(lawSystems, lawTrees, lawUpdates, lawBatch);
    }

    ImportancePlan importance() {
        return new ImportancePlan(
                importanceSystems,
                importanceSeeds,
                ImportanceSettings.DEFAULT.sized(
                        importanceHidden,
                        importanceEpochs,
                        importanceRounds,
                        importanceRoundEpochs));
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
