package org.separatrix.equations.compile;

/// Coefficients of an explicit Runge–Kutta method, possibly with an embedded error estimate.
///
/// @param name the method's name in the field
/// @param order order of the solution that is propagated
/// @param c nodes, length s
/// @param a strictly lower triangular stage weights, row s has s entries
/// @param b weights of the propagated solution, length s
/// @param e weights of the error estimate (propagated minus embedded solution), length s, or empty
/// @param firstSameAsLast whether the last stage is the derivative at the end of the step
public record ButcherTableau(
        String name,
        int order,
        double[] c,
        double[][] a,
        double[] b,
        double[] e,
        boolean firstSameAsLast) {

    /// Number of stages, s.
    public int stages() {
        return b.length;
    }
}
