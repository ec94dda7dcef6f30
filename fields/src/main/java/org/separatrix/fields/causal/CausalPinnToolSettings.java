package org.separatrix.fields.causal;

import org.separatrix.lab.Describe;

import java.util.List;

/// Settings of the tool.
///
/// @param system catalogue name or file of an ordinary differential equation
/// @param equation evolution equations on a periodic line instead, such as `u_t = 0.1*u_xx - u*u_x`
/// @param initial their start, a formula of x a field
/// @param parameters values of names in both, such as `beta=30`
/// @param domain ends of the line
/// @param places collocation points on the line
/// @param harmonics with which the network sees the line
/// @param initialWeight weight of the squared error of the start on a line
/// @param optimizer on a line; ordinary equations are solved by LM
/// @param random whether points on a line are drawn anew each iteration
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
        @Describe("equations on a periodic line: u_t = 0.1*u_xx - u*u_x; parted by ;")
                String equation,
        @Describe("their start: sin(pi*x); one formula a field, parted by ;") String initial,
        @Describe("values of names in them, such as beta=30") List<String> parameters,
        @Describe("ends of the line") List<Double> domain,
        @Describe(value = "collocation points on the line", min = 4, max = 4096) int places,
        @Describe(value = "harmonics of the line", min = 1, max = 100) int harmonics,
        @Describe(value = "weight of the start on a line", min = 1e-6, max = 1e9)
                double initialWeight,
        @Describe("on a line: ADAM, SOAP or LM") PinnSettings.Optimizer optimizer,
        @Describe("random points on a line, new each iteration") boolean random,
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
                    "",
                    "",
                    List.of(),
                    List.of(-1.0, 1.0),
                    64,
                    5,
                    100,
                    PinnSettings.Optimizer.LM,
                    false,
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
