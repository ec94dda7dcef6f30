package org.separatrix.forecast.dysts;

import org.separatrix.analysis.lyapunov.LyapunovSpectrum;
import org.separatrix.dynamics.catalog.SystemDescription;

import java.util.Optional;

/// A system and its measured spectrum, or the reason why there is none.
///
/// @param bounded largest distance from the mean over 12 periods, in standard deviations of each
///   observable
record Measured(
        SystemDescription system,
        Optional<LyapunovSpectrum> spectrum,
        double bounded,
        String failure) {

    /// Largest exponent times period: e-foldings of an error in one turn.
    double growthPerPeriod() {
        return spectrum.map(s -> s.largest().value()).orElse(Double.NaN)
                * system.period().orElse(1);
    }
}
