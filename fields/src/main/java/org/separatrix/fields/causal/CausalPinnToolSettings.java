package org.separatrix.fields.causal;

import org.separatrix.lab.Describe;

import java.util.List;

/// Settings of the tool.
///
/// @param system catalogue name or file of an ordinary differential equation
/// @param start initial state; empty for the system's own
/// @param end time to which it is solved
/// @param window length of a time window; 0 for a third of the system's period, halved as often as
///   a window does not converge
/// @param width units of a hidden layer
/// @param depth hidden layers
/// @param times collocation times a window
/// @param iterations iterations a window
/// @param epsilons causality, ascending
/// @param causal whether causal weights are used; see the patent notice
/// @param unknown parameters to be found from `--data`
/// @param dataWeight weight of the data, for unknown parameters
/// @param points rows of the solution written
public record CausalPinnToolSettings(
        @Describe("catalogue name or .yaml file of an ordinary differential equation")
                String system,
        @Describe("initial state, empty for the system's own") List<Double> start,
        @Describe(value = "end, time units", min = 1e-9, max = 1e9) double end,
        @Describe(value = "length of a time window, 0 to choose", min = 0, max = 1e9) double window,
        @Describe(value = "units of a hidden layer", min = 2, max = 70) int width,
        @Describe(value = "hidden layers", min = 1, max = 8) int depth,
        @Describe(value = "collocation times a window", min = 2, max = 4096) int times,
        @Describe(value = "iterations a window", min = 1, max = 1e6) int iterations,
        @Describe("causality epsilon, ascending") List<Double> epsilons,
        @Describe("causal weights (patented, see the method's page); false trains without")
                boolean causal,
        @Describe("parameters to be found from the data") List<String> unknown,
        @Describe(value = "weight of the data beside the equations", min = 0, max = 1e12)
                double dataWeight,
        @Describe(value = "rows of the solution written", min = 2, max = 1e7) int points) {

    /// Lorenz to t = 5.
    public static final CausalPinnToolSettings DEFAULT =
            new CausalPinnToolSettings(
                    "Lorenz",
                    List.of(),
                    5,
                    0,
                    20,
                    2,
                    64,
                    200,
                    List.of(1e-3, 1e-2, 1e-1, 1.0, 10.0),
                    true,
                    List.of(),
                    1000,
                    1001);
}
