package org.separatrix.dynamics.integrate;

import org.separatrix.equations.compile.ButcherTableau;

/// Coefficients of explicit methods, for those who step something else with them: a flow together
/// with its tangent vectors, for instance.
public final class Tableaus {

    private Tableaus() {}

    /// Dormand and Prince's method of order 8 with the error estimate of order 5: 12 stages.
    public static ButcherTableau dop853() {
        return Dop853.METHOD.tableau();
    }

    /// Dormand and Prince's pair of orders 5 and 4: 7 stages.
    public static ButcherTableau dormandPrince() {
        return DormandPrince.METHOD.tableau();
    }

    /// Tsitouras's pair of orders 5 and 4: 7 stages.
    public static ButcherTableau tsitouras() {
        return Tsitouras.METHOD.tableau();
    }

    /// Weights of the stages at a fraction of the step, for the pairs whose dense output needs no
    /// further stages: `x(theta) = x + h * sum_i b_i(theta) k_i`.
    ///
    /// @param tableau one of this class
    /// @param theta in [0, 1]
    /// @return length s, or empty for a method without such a dense output
    public static double[] dense(ButcherTableau tableau, double theta) {
        var extension =
                switch (tableau.name()) {
                    case "dopri5" -> DormandPrince.METHOD.extension();
                    case "tsit5" -> Tsitouras.METHOD.extension();
                    default -> null;
                };
        if (extension == null) {
            return new double[0];
        }
        var weights = new double[tableau.stages()];
        double u = 2 * theta - 1;
        for (int i = 0; i < weights.length; i++) {
            var row = extension.weights()[i];
            for (int k = row.length - 1; k >= 0; k--) {
                weights[i] = weights[i] * u + row[k];
            }
        }
        return weights;
    }
}
