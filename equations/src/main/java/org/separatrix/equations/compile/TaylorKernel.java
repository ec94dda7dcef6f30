package org.separatrix.equations.compile;

/// Taylor coefficients of the solution of an ordinary differential equation by automatic recurrences.
///
/// Source: A. Jorba and M. Zou, "A software package for the numerical integration of ODEs by means of
/// high-order Taylor methods", Experimental Mathematics 14 (2005). Same thread rule as [Kernel].
public interface TaylorKernel {

    /// Normalised derivatives x^(k)(t)/k! for k = 0..order of every state.
    ///
    /// @param coefficients coefficient k of state i at `k*d + i`, length (order+1)*d, overwritten; the
    ///     first d entries are set to `x`
    void coefficients(double t, double[] x, int order, double[] coefficients);
}
