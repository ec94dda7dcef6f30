package org.separatrix.transport.lightsb;

import org.separatrix.lab.Describe;

import java.util.List;

/// Settings of the experiment.
///
/// @param dimensions of the pairs with known plan
/// @param epsilons of the pairs with known plan
/// @param steps of the shorter trainings
/// @param longSteps of the longer trainings of the pairs
/// @param swissComponents Gaussians for the Swiss roll
/// @param swissSteps steps for the Swiss roll
/// @param cells cells at each time of the held-out experiment
/// @param cellDimension coordinates of a cell
/// @param plan samples of either side in full Sinkhorn
/// @param networkSteps steps of the networks of the rivals
/// @param networkSeeds repetitions of the rivals that train networks
/// @param seeds repetitions of everything else
public record LightSbConfig(
        @Describe("dimensions of the pairs with known plan") List<Integer> dimensions,
        @Describe("epsilons of the pairs with known plan") List<Double> epsilons,
        @Describe(value = "steps of the shorter trainings", min = 1, max = 1e7) int steps,
        @Describe(value = "steps of the longer trainings", min = 1, max = 1e7) int longSteps,
        @Describe(value = "Gaussians for the Swiss roll", min = 1, max = 10_000)
                int swissComponents,
        @Describe(value = "steps for the Swiss roll", min = 1, max = 1e7) int swissSteps,
        @Describe(value = "cells at each time", min = 50, max = 5000) int cells,
        @Describe(value = "coordinates of a cell", min = 2, max = 200) int cellDimension,
        @Describe(value = "samples of either side in full Sinkhorn", min = 50, max = 5000) int plan,
        @Describe(value = "steps of the rivals' networks", min = 1, max = 1e6) int networkSteps,
        @Describe(value = "repetitions of rivals with networks", min = 0, max = 100)
                int networkSeeds,
        @Describe(value = "repetitions", min = 1, max = 100) int seeds) {

    public LightSbConfig {
        dimensions = List.copyOf(dimensions);
        epsilons = List.copyOf(epsilons);
    }
}
