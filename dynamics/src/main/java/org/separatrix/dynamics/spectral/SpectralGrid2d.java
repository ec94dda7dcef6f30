package org.separatrix.dynamics.spectral;

import org.jtransforms.fft.DoubleFFT_1D;

/// A periodic square of n x n equally spaced points and the Fourier coefficients of real functions
/// on it.
///
/// A function is `u(x, y) = sum c_pq exp(i (k_p x + k_q y))`. Values lie row by row, point (i, j)
/// at `i*n + j` with x from i and y from j. Of the spectrum of a real function the half with q >= 0
/// is held, line by line: mode (p, q) at `2*(q*n + p)` and the number after it, p = 0..n-1 (from
/// n/2 on negative, p - n), q = 0..n/2. A transform is a real one along each row and a complex one
/// along each line, so that lines known to be zero cost nothing.
///
/// The grid holds the plans of the transforms and work space: one instance serves one thread.
public final class SpectralGrid2d {

    private final int points;
    private final double length;
    private final DoubleFFT_1D transform;
    private final double[] row;
    private final double[] lines;

    /// A grid.
    ///
    /// @param points n of each axis, even, at least 4; powers of two are fastest
    /// @param length period of each axis, positive
    public SpectralGrid2d(int points, double length) {
        if (points < 4 || points % 2 != 0) {
            throw new IllegalArgumentException("points must be even and at least 4, got " + points);
        }
        if (!(length > 0) || Double.isInfinite(length)) {
            throw new IllegalArgumentException("length must be positive, got " + length);
        }
        this.points = points;
        this.length = length;
        transform = new DoubleFFT_1D(points);
        row = new double[points];
        lines = new double[spectrumLength()];
    }

    /// Number of points of each axis, n.
    public int points() {
        return points;
    }

    /// Number of points in all, n^2.
    public int size() {
        return points * points;
    }

    /// Period of each axis.
    public double length() {
        return length;
    }

    /// Length of a spectrum, n (n + 2).
    public int spectrumLength() {
        return points * (points + 2);
    }

    /// Position of point `i` on an axis.
    public double x(int i) {
        return length * i / points;
    }

    /// Wavenumber of index `p`, negative from n/2 + 1 on, in radians a unit of length.
    public double wavenumber(int p) {
        return 2 * Math.PI * (p <= points / 2 ? p : p - points) / length;
    }

    /// Largest index that the two-thirds rule keeps on each axis: products of two functions without
    /// higher ones are free of aliasing up to it (S. Orszag, J. Atmos. Sci. 28, 1971).
    public int kept() {
        return (points - 1) / 3;
    }

    /// Spectrum of the values `u` (length n^2), written to `spectrum`.
    public void forward(double[] u, double[] spectrum) {
        forward(u, spectrum, points / 2);
    }

    /// The same up to line `last`; what lies above is left as it is.
    void forward(double[] u, double[] spectrum, int last) {
        int n = points;
        double scale = 1.0 / size();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                row[j] = scale * u[i * n + j];
            }
            transform.realForward(row);
            // The real number of the highest mode is packed beside that of the mean.
            spectrum[2 * i] = row[0];
            spectrum[2 * i + 1] = 0;
            for (int q = 1; q <= Math.min(last, n / 2 - 1); q++) {
                int at = 2 * (q * n + i);
                spectrum[at] = row[2 * q];
                spectrum[at + 1] = row[2 * q + 1];
            }
            if (last == n / 2) {
                spectrum[n * n + 2 * i] = row[1];
                spectrum[n * n + 2 * i + 1] = 0;
            }
        }
        for (int q = 0; q <= last; q++) {
            transform.complexForward(spectrum, 2 * q * n);
        }
    }

    /// Values of a spectrum (left as it is) at the points, written to `u` (length n^2).
    public void inverse(double[] spectrum, double[] u) {
        inverse(spectrum, u, points / 2);
    }

    /// The same for a spectrum that is zero above line `last`.
    void inverse(double[] spectrum, double[] u, int last) {
        int n = points;
        System.arraycopy(spectrum, 0, lines, 0, 2 * n * (last + 1));
        for (int q = 0; q <= last; q++) {
            transform.complexInverse(lines, 2 * q * n, false);
        }
        for (int i = 0; i < n; i++) {
            int at = i * n;
            java.util.Arrays.fill(u, at, at + n, 0);
            u[at] = n * lines[2 * i];
            for (int q = 1; q <= Math.min(last, n / 2 - 1); q++) {
                u[at + 2 * q] = n * lines[2 * (q * n + i)];
                u[at + 2 * q + 1] = n * lines[2 * (q * n + i) + 1];
            }
            if (last == n / 2) {
                u[at + 1] = n * lines[n * n + 2 * i];
            }
            transform.realInverse(u, at, true);
        }
    }

    /// Spectrum of the derivative of orders `a` by x and `b` by y, from `spectrum` to `out`; both
    /// may be the same.
    ///
    /// Odd derivatives of the highest mode of an axis, which the points cannot tell from zero, are
    /// zero.
    public void differentiate(double[] spectrum, int a, int b, double[] out) {
        int turns = (a + b) % 4;
        boolean odd = turns % 2 != 0;
        double sign = turns < 2 ? 1 : -1;
        for (int q = 0; q <= points / 2; q++) {
            double line = sign * power(q, b);
            for (int p = 0; p < points; p++) {
                int at = 2 * (q * points + p);
                double factor = line * power(p, a);
                double re = spectrum[at];
                double im = spectrum[at + 1];
                out[at] = odd ? -factor * im : factor * re;
                out[at + 1] = odd ? factor * re : factor * im;
            }
        }
    }

    private double power(int index, int order) {
        if (order % 2 != 0 && index == points / 2) {
            return 0;
        }
        double k = wavenumber(index);
        double power = 1;
        for (int i = 0; i < order; i++) {
            power *= k;
        }
        return power;
    }

    /// Removes all modes above [#kept] on either axis.
    public void dealias(double[] spectrum) {
        int highest = kept();
        for (int q = 0; q <= points / 2; q++) {
            int from = 2 * (q * points + (q > highest ? 0 : highest + 1));
            int to = 2 * (q * points + (q > highest ? points : points - highest));
            java.util.Arrays.fill(spectrum, from, to, 0);
        }
    }
}
