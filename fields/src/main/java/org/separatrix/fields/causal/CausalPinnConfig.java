package org.separatrix.fields.causal;

import org.separatrix.lab.Describe;

/// Settings of the experiment.
///
/// @param seeds trainings of each main case
/// @param lorenzEnd time to which the Lorenz system is solved
/// @param lorenzIterations iterations of a window
/// @param allenCahnIterations iterations of Levenberg–Marquardt on Allen–Cahn
/// @param adamSteps steps of Adam on Allen–Cahn
/// @param regularEnd time to which the regular Kuramoto–Sivashinsky equation is solved
/// @param regularIterations iterations of a window of it
/// @param chaoticEnd time to which the chaotic Kuramoto–Sivashinsky equation is solved
/// @param chaoticIterations iterations of a window of it
/// @param turbulenceIterations iterations on the flow in the plane, 0 for leaving it out
/// @param convectionIterations iterations on convection
/// @param reactionIterations iterations on reaction
/// @param paper steps of the paper's own settings on Allen–Cahn, 0 for leaving them out
public record CausalPinnConfig(
        @Describe(value = "trainings of each main case", min = 1, max = 100) int seeds,
        @Describe(value = "end of the Lorenz orbit, time units", min = 1, max = 100)
                double lorenzEnd,
        @Describe(value = "iterations of a Lorenz window", min = 1, max = 1e5) int lorenzIterations,
        @Describe(value = "iterations on Allen-Cahn", min = 1, max = 1e6) int allenCahnIterations,
        @Describe(value = "steps of Adam on Allen-Cahn", min = 1, max = 1e7) int adamSteps,
        @Describe(value = "end of the regular Kuramoto-Sivashinsky solution", min = 0.1, max = 1)
                double regularEnd,
        @Describe(value = "iterations of a regular window", min = 1, max = 1e6)
                int regularIterations,
        @Describe(value = "end of the chaotic Kuramoto-Sivashinsky solution", min = 0.1, max = 1)
                double chaoticEnd,
        @Describe(value = "iterations of a chaotic window", min = 1, max = 1e6)
                int chaoticIterations,
        @Describe(value = "iterations on the flow in the plane, 0 for none", min = 0, max = 1e6)
                int turbulenceIterations,
        @Describe(value = "iterations on convection", min = 1, max = 1e6) int convectionIterations,
        @Describe(value = "iterations on reaction", min = 1, max = 1e6) int reactionIterations,
        @Describe(value = "steps at the paper's settings, 0 for none", min = 0, max = 1e7)
                int paper) {}
