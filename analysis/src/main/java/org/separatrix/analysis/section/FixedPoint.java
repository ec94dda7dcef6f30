package org.separatrix.analysis.section;

/// A state at which a flow rests.
///
/// @param state the state, length d
/// @param real real parts of the eigenvalues of the Jacobian there, falling
/// @param imaginary their imaginary parts, in the same order
public record FixedPoint(double[] state, double[] real, double[] imaginary) {

    private static final double ZERO = 1e-9;

    /// What the linear part says about the neighbourhood.
    public enum Stability {
        /// Everything near is drawn in.
        ATTRACTING,
        /// Everything near is driven out.
        REPELLING,
        /// Drawn in along some directions and driven out along others.
        SADDLE,
        /// Some eigenvalue has no real part: the linear part does not decide.
        MARGINAL
    }

    /// Stability by the real parts of the eigenvalues.
    public Stability stability() {
        double scale = 0;
        for (int i = 0; i < real.length; i++) {
            scale = Math.max(scale, Math.hypot(real[i], imaginary[i]));
        }
        int positive = 0;
        int negative = 0;
        for (double part : real) {
            positive += part > ZERO * scale ? 1 : 0;
            negative += part < -ZERO * scale ? 1 : 0;
        }
        if (positive > 0 && negative > 0) {
            return Stability.SADDLE;
        }
        if (positive + negative < real.length) {
            return Stability.MARGINAL;
        }
        return positive > 0 ? Stability.REPELLING : Stability.ATTRACTING;
    }
}
