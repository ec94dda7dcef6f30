package org.separatrix.forecast.tournament;

import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.Estimate;
import org.separatrix.dynamics.catalog.SystemDescription;

import java.util.Optional;

/// What a system's difficulty may depend on.
enum Invariant {
    /// Largest Lyapunov exponent times the period: growth of an error in one turn.
    LYAPUNOV("lambda_1 T"),
    /// Kaplan–Yorke dimension.
    KAPLAN_YORKE("D_KY"),
    /// Correlation dimension.
    CORRELATION("D_2"),
    /// Sum of the positive exponents times the period.
    PESIN("Pesin entropy T"),
    /// Composite fuzzy entropy summed over scales.
    ENTROPY("multiscale entropy");

    private final String label;

    Invariant(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /// The invariant of a system of the catalogue; NaN if it is unknown.
    double of(String name) {
        var system = Catalog.system(name);
        var invariants = system.invariants();
        double period = system.period().orElse(Double.NaN);
        return switch (this) {
            case LYAPUNOV -> number(largest(system)) * period;
            case KAPLAN_YORKE -> number(invariants.kaplanYorke());
            case CORRELATION -> number(invariants.correlation());
            case PESIN -> number(invariants.pesin()) * period;
            case ENTROPY -> number(invariants.multiscaleEntropy());
        };
    }

    private static Optional<Estimate> largest(SystemDescription system) {
        return system.invariants().largestLyapunov().or(() -> system.published().largestLyapunov());
    }

    private static double number(Optional<Estimate> estimate) {
        return estimate.map(Estimate::value).orElse(Double.NaN);
    }
}
