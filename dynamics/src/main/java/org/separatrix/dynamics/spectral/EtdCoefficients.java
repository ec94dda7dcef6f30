package org.separatrix.dynamics.spectral;

/// The entire functions by which ETDRK4 weighs its stages, each a quotient that is 0/0 at zero;
/// [Complex#mean] evaluates them without cancellation.
///
/// Source: S. Cox and P. Matthews, "Exponential time differencing for stiff systems", J. Comput.
/// Phys. 176 (2002), equations 26–29.
final class EtdCoefficients {

    private static final Complex FOUR = Complex.of(4);

    private EtdCoefficients() {}

    /// `(e^z - 1)/z`.
    static Complex source(Complex z) {
        return z.exp().minus(Complex.ONE).over(z);
    }

    /// `(-4 - z + e^z (4 - 3z + z^2))/z^3`.
    static Complex first(Complex z) {
        var square = z.times(z);
        var grown = z.exp().times(FOUR.minus(z.times(3)).plus(square));
        return grown.minus(FOUR).minus(z).over(square.times(z));
    }

    /// `2 (2 + z + e^z (z - 2))/z^3`, for the sum of the two stages in the middle.
    static Complex middle(Complex z) {
        var two = Complex.of(2);
        return two.plus(z).plus(z.exp().times(z.minus(two))).times(2).over(z.times(z).times(z));
    }

    /// `(-4 - 3z - z^2 + e^z (4 - z))/z^3`.
    static Complex last(Complex z) {
        var square = z.times(z);
        var grown = z.exp().times(FOUR.minus(z));
        return grown.minus(FOUR).minus(z.times(3)).minus(square).over(square.times(z));
    }
}
