package org.separatrix.equations.compile;

/// Taylor coefficients of the solution of an ordinary differential equation by automatic
/// recurrences.
///
/// Source: A. Jorba and M. Zou, "A software package for the numerical integration of ODEs by means
/// of high-order Taylor methods", Experimental Mathematics 14 (2005). Same thread rule as [Kernel].
///
/// The code is written out for each order on its first use: about order^2/2 products for each
/// product of the equations. Change the order seldom.
public interface TaylorKernel {

    /// Beyond this order coefficients of doubles hold nothing but round-off.
    int MAXIMUM_ORDER = 60;

    /// Normalised derivatives x^(k)(t)/k! for k = 0..order of every state.
    ///
    /// @param coefficients coefficient k of state i at `k*d + i`, length (order+1)*d, overwritten;
    ///   the first d entries are set to `x`
    void coefficients(double t, double[] x, int order, double[] coefficients);

    /// The order itself if series of that order can be computed.
    ///
    /// @throws IllegalArgumentException if it is below 1 or above [#MAXIMUM_ORDER]
    static int checkOrder(int order) {
        if (order < 1 || order > MAXIMUM_ORDER) {
            throw new IllegalArgumentException(
                    "order must lie in 1..%d, got %d".formatted(MAXIMUM_ORDER, order));
        }
        return order;
    }
}
