package org.separatrix.forecast.bench;

import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.lab.data.Segment;

import java.util.List;
import java.util.Optional;

/// What is forecast in one repeat: data to choose settings on, a history, and the truth that
/// follows it.
///
/// @param training pieces of a separate trajectory, for tuning
/// @param history what the model is fitted on and continues
/// @param truth what really followed
/// @param season steps of a dominant period
/// @param exponent largest Lyapunov exponent a time unit, not positive if unknown
/// @param system the true system, if it is one of the catalogue
record Subject(
        List<Segment> training,
        Segment history,
        Segment truth,
        int season,
        double exponent,
        Optional<SystemDescription> system) {}
