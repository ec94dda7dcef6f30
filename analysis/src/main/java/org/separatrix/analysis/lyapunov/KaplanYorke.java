package org.separatrix.analysis.lyapunov;

import org.separatrix.dynamics.catalog.Estimate;

import java.util.List;

/// Kaplan–Yorke dimension of a spectrum.
///
/// Source: J. L. Kaplan and J. A. Yorke, Lecture Notes in Mathematics 730 (1979), 204.
public final class KaplanYorke {

    private KaplanYorke() {}

    /// The dimension, with the error that follows from those of the exponents to first order, as if
    /// they were independent.
    ///
    /// A sum that is zero within its error counts as not negative: the spectrum (0, 0) has
    /// dimension 2 whatever the noise of the zeros.
    ///
    /// @param exponents in falling order
    public static Estimate of(List<Estimate> exponents) {
        double sum = 0;
        double squares = 0;
        for (int j = 0; j < exponents.size(); j++) {
            var next = exponents.get(j);
            double error = Double.isNaN(next.error()) ? 0 : next.error();
            double withNext = sum + next.value();
            double errorWithNext = Math.sqrt(squares + error * error);
            if (withNext < -2 * errorWithNext) {
                double size = Math.abs(next.value());
                double fraction = Math.max(0, sum) / size;
                double relative = fraction * error / size;
                return new Estimate(
                        j + fraction, Math.sqrt(squares / (size * size) + relative * relative));
            }
            sum = withNext;
            squares += error * error;
        }
        return new Estimate(exponents.size(), 0);
    }
}
