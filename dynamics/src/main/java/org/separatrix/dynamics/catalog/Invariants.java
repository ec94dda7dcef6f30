package org.separatrix.dynamics.catalog;

import java.util.List;
import java.util.Optional;

/// What characterises the long run of a system, each number with its standard error.
///
/// @param lyapunov Lyapunov exponents in falling order, per time unit (per step for a map)
/// @param kaplanYorke Kaplan–Yorke dimension
/// @param correlation correlation dimension
/// @param pesin sum of the positive exponents, per time unit
/// @param multiscaleEntropy composite fuzzy entropy summed over scales
/// @param period dominant period of the motion, in time units
/// @param mean mean of each state on the attractor
/// @param deviation standard deviation of each state on the attractor
/// @param notes what to know before believing the numbers, a line each
public record Invariants(
        List<Estimate> lyapunov,
        Optional<Estimate> kaplanYorke,
        Optional<Estimate> correlation,
        Optional<Estimate> pesin,
        Optional<Estimate> multiscaleEntropy,
        Optional<Estimate> period,
        List<Double> mean,
        List<Double> deviation,
        List<String> notes) {

    /// Nothing known.
    public static final Invariants NONE =
            new Invariants(
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of());

    public Invariants {
        lyapunov = List.copyOf(lyapunov);
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        notes = List.copyOf(notes);
    }

    /// Largest exponent, if known.
    public Optional<Estimate> largestLyapunov() {
        return lyapunov.isEmpty() ? Optional.empty() : Optional.of(lyapunov.getFirst());
    }
}
