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
}
