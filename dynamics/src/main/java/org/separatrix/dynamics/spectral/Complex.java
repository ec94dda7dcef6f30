package org.separatrix.dynamics.spectral;

import java.util.function.UnaryOperator;

/// A complex number, for setting up coefficients; never used inside a step.
record Complex(double re, double im) {

    static final Complex ZERO = new Complex(0, 0);
    static final Complex ONE = new Complex(1, 0);

    private static final int CIRCLE = 64;

    static Complex of(double re) {
        return new Complex(re, 0);
    }

    Complex plus(Complex other) {
        return new Complex(re + other.re, im + other.im);
    }

    Complex minus(Complex other) {
        return new Complex(re - other.re, im - other.im);
    }

    Complex times(Complex other) {
        return new Complex(re * other.re - im * other.im, re * other.im + im * other.re);
    }

    Complex times(double factor) {
        return new Complex(factor * re, factor * im);
    }

    Complex over(Complex other) {
        double square = other.re * other.re + other.im * other.im;
        return new Complex(
                (re * other.re + im * other.im) / square, (im * other.re - re * other.im) / square);
    }

    Complex exp() {
        double size = Math.exp(re);
        return new Complex(size * Math.cos(im), size * Math.sin(im));
    }

    Complex sqrt() {
        double size = Math.hypot(re, im);
        double real = Math.sqrt(0.5 * (size + Math.abs(re)));
        if (real == 0) {
            return ZERO;
        }
        double imaginary = 0.5 * im / real;
        return re >= 0
                ? new Complex(real, imaginary)
                : new Complex(Math.abs(imaginary), Math.copySign(real, im));
    }

    double abs() {
        return Math.hypot(re, im);
    }

    /// Value of an entire function as its mean over a circle of radius 1 around this point: no
    /// cancellation where the formula is 0/0 at the centre.
    ///
    /// Source: A.-K. Kassam and L. Trefethen, "Fourth-order time-stepping for stiff PDEs", SIAM J.
    /// Sci. Comput. 26 (2005).
    Complex mean(UnaryOperator<Complex> function) {
        var sum = ZERO;
        for (int j = 0; j < CIRCLE; j++) {
            double angle = 2 * Math.PI * (j + 0.5) / CIRCLE;
            sum = sum.plus(function.apply(plus(new Complex(Math.cos(angle), Math.sin(angle)))));
        }
        return sum.times(1.0 / CIRCLE);
    }
}
