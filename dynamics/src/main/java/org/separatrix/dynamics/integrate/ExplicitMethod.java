package org.separatrix.dynamics.integrate;

import org.separatrix.equations.compile.ButcherTableau;

/// An explicit Runge–Kutta method with its error estimate and its dense output.
///
/// @param tableau nodes and weights
/// @param coarse weights of a second, coarser error estimate, length s, or empty; with both the
///   error is estimated as in DOP853 (Hairer, Nørsett and Wanner 1993, II.10)
/// @param errorOrder power of the step by which the estimated error falls; 0 without an estimate
/// @param extension dense output
record ExplicitMethod(
        ButcherTableau tableau, double[] coarse, int errorOrder, ContinuousExtension extension) {

    /// Whether the error is estimated, so that the step may adapt.
    boolean adaptive() {
        return errorOrder > 0;
    }
}
