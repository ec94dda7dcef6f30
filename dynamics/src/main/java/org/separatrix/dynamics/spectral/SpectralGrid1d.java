package org.separatrix.dynamics.spectral;

import org.jtransforms.fft.DoubleFFT_1D;

/// A periodic line of n equally spaced points and the Fourier coefficients of real functions on it.
///
/// A function is `u(x) = sum_q c_q exp(i k_q x)` with wavenumbers `k_q = 2 pi q / length`. Spectra
/// of real functions are held in n + 2 numbers, real and imaginary part of mode q at `2q` and `2q +
/// 1` for q = 0..n/2. The grid holds the plan of the transform: one instance serves one thread.
public final class SpectralGrid1d {

    private final int points;
    private final double length;
    private final DoubleFFT_1D transform;

    /// A grid.
    ///
    /// @param points even, at least 4; powers of two are fastest
    /// @param length period, positive
    public SpectralGrid1d(int points, double length) {
        if (points < 4 || points % 2 != 0) {
            throw new IllegalArgumentException("points must be even and at least 4, got " + points);
        }
        if (!(length > 0) || Double.isInfinite(length)) {
            throw new IllegalArgumentException("length must be positive, got " + length);
        }
        this.points = points;
        this.length = length;
        transform = new DoubleFFT_1D(points);
    }

    /// Number of points, n.
    public int points() {
        return points;
    }

    /// Period of the line.
    public double length() {
        return length;
    }

    /// Length of a spectrum, n + 2.
    public int spectrumLength() {
        return points + 2;
    }

    /// Number of modes of a spectrum, n/2 + 1.
    public int modes() {
        return points / 2 + 1;
    }

    /// Position of point `j`.
    public double x(int j) {
        return length * j / points;
    }

    /// Wavenumber of mode `q`, in radians a unit of length.
    public double wavenumber(int q) {
        return 2 * Math.PI * q / length;
    }

    /// Spectrum of the values `u` (length n), written to `spectrum` (length n + 2).
    public void forward(double[] u, double[] spectrum) {
        System.arraycopy(u, 0, spectrum, 0, points);
        transform.realForward(spectrum);
        // The transform packs the real number of the highest mode beside that of the mean.
        spectrum[points] = spectrum[1];
        spectrum[points + 1] = 0;
        spectrum[1] = 0;
        double scale = 1.0 / points;
        for (int i = 0; i < spectrumLength(); i++) {
            spectrum[i] *= scale;
        }
    }

    /// Values of a spectrum (left as it is) at the points, written to `u` (length n).
    public void inverse(double[] spectrum, double[] u) {
        for (int i = 0; i < points; i++) {
            u[i] = points * spectrum[i];
        }
        u[1] = points * spectrum[points];
        transform.realInverse(u, true);
    }

    /// Spectrum of the derivative of order `order`, from `spectrum` to `out`; both may be the same.
    ///
    /// Odd derivatives of the highest mode, which the points cannot tell from zero, are zero.
    public void differentiate(double[] spectrum, int order, double[] out) {
        boolean odd = order % 2 != 0;
        double sign = order % 4 < 2 ? 1 : -1;
        for (int q = 0; q < modes(); q++) {
            double factor = odd && q == points / 2 ? 0 : sign * power(wavenumber(q), order);
            double re = spectrum[2 * q];
            double im = spectrum[2 * q + 1];
            // i^order is 1, i, -1, -i in turn.
            out[2 * q] = odd ? -factor * im : factor * re;
            out[2 * q + 1] = odd ? factor * re : factor * im;
        }
    }

    private static double power(double k, int order) {
        double power = 1;
        for (int i = 0; i < order; i++) {
            power *= k;
        }
        return power;
    }

    /// Removes the modes above two thirds of the highest: products of two functions without them
    /// are free of aliasing below (S. Orszag, J. Atmos. Sci. 28, 1971).
    public void dealias(double[] spectrum) {
        for (int q = points / 3 + 1; q < modes(); q++) {
            spectrum[2 * q] = 0;
            spectrum[2 * q + 1] = 0;
        }
    }
}
