package org.separatrix.forecast.tournament;

import java.util.NavigableMap;

/// What the experiment measured.
///
/// @param main the tournament proper
/// @param lengths by rows of history
/// @param noise by its level, in standard deviations
/// @param granularities by samples a period
/// @param perfect Lyapunov times that Lorenz is foreseen with the true equations and an error of
///   1e-3 in the start, over the classical estimate
/// @param exact the same with 1e-6
/// @param nvar Lyapunov times that NVAR foresees it
record Measured(
        Standings main,
        NavigableMap<Double, Standings> lengths,
        NavigableMap<Double, Standings> noise,
        NavigableMap<Double, Standings> granularities,
        double perfect,
        double exact,
        double nvar) {}
