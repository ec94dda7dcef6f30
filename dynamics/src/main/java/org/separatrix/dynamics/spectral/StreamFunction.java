package org.separatrix.dynamics.spectral;

import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/// A smooth divergence-free flow in the plane as a finite sum of waves, known at every place.
///
/// `psi(x, y) = sum a cos(k.x) + b sin(k.x)` over the wavevectors of one half plane with indices up
/// to `highest`; velocity `(psi_y, -psi_x)`, vorticity `-(psi_xx + psi_yy)`. The wave with indices
/// (p, q) stands at `q*(2*highest + 1) + p + highest`. As the random numbers are drawn wave by
/// wave, the same generator gives the same flow for any grid it is put on.
///
/// @param length period of each axis
/// @param highest largest index of a wave on each axis
/// @param cosines amplitudes a
/// @param sines amplitudes b
public record StreamFunction(double length, int highest, double[] cosines, double[] sines) {

    public StreamFunction {
        int waves = (highest + 1) * (2 * highest + 1);
        if (highest < 1 || cosines.length != waves || sines.length != waves) {
            throw new IllegalArgumentException(
                    "expected highest >= 1 and %d amplitudes, got %d, %d and %d"
                            .formatted(waves, highest, cosines.length, sines.length));
        }
        if (!(length > 0)) {
            throw new IllegalArgumentException("length must be positive, got " + length);
        }
    }

    /// Random phases with a given distribution of energy over scales.
    ///
    /// @param highest largest index of a wave on each axis
    /// @param spectrum energy of a shell of wavenumber k, up to a factor
    /// @param vorticity root mean square that the vorticity is scaled to
    public static StreamFunction random(
            double length,
            int highest,
            DoubleUnaryOperator spectrum,
            double vorticity,
            RandomGenerator random) {
        int wide = 2 * highest + 1;
        var a = new double[(highest + 1) * wide];
        var b = new double[a.length];
        double square = 0;
        for (int i = 0; i < a.length; i++) {
            int p = i % wide - highest;
            int q = i / wide;
            double phase = 2 * Math.PI * random.nextDouble();
            if (q > 0 || p > 0) {
                double k = 2 * Math.PI * Math.hypot(p, q) / length;
                // A shell has a number of waves like k, a wave the energy k^2 psi^2 / 4.
                double size = Math.sqrt(spectrum.applyAsDouble(k) / (k * k * k));
                a[i] = size * Math.cos(phase);
                b[i] = size * Math.sin(phase);
                square += 0.5 * k * k * k * k * size * size;
            }
        }
        double scale = vorticity / Math.sqrt(square);
        for (int i = 0; i < a.length; i++) {
            a[i] *= scale;
            b[i] *= scale;
        }
        return new StreamFunction(length, highest, a, b);
    }

    /// The start of decaying turbulence: energy like `k^4 exp(-2 (k/peak)^2)` on a square of side 2
    /// pi, most of it at the wavenumber `peak`.
    ///
    /// @param peak wavenumber, positive
    /// @param vorticity root mean square of the vorticity
    public static StreamFunction turbulence(double peak, double vorticity, RandomGenerator random) {
        // At three times the peak the energy is down to 1e-5 of the largest.
        int highest = (int) Math.ceil(3 * peak);
        return random(
                2 * Math.PI,
                highest,
                k -> Math.pow(k, 4) * Math.exp(-2 * (k / peak) * (k / peak)),
                vorticity,
                random);
    }

    /// Velocity along x and y, and vorticity, at a place.
    public double[] at(double x, double y) {
        double unit = 2 * Math.PI / length;
        int wide = 2 * highest + 1;
        double u = 0;
        double v = 0;
        double w = 0;
        for (int i = 0; i < cosines.length; i++) {
            if (cosines[i] == 0 && sines[i] == 0) {
                continue;
            }
            double kx = unit * (i % wide - highest);
            int q = i / wide;
            double ky = unit * q;
            double phase = kx * x + ky * y;
            double cos = Math.cos(phase);
            double sin = Math.sin(phase);
            double slope = sines[i] * cos - cosines[i] * sin;
            u += ky * slope;
            v -= kx * slope;
            w += (kx * kx + ky * ky) * (cosines[i] * cos + sines[i] * sin);
        }
        return new double[] {u, v, w};
    }

    /// Vorticity at the points of a grid.
    ///
    /// @throws IllegalArgumentException if the grid has another period
    public double[] vorticity(SpectralGrid2d grid) {
        if (Math.abs(grid.length() - length) > 1e-12 * length) {
            throw new IllegalArgumentException(
                    "the flow has the period %s, the grid %s".formatted(length, grid.length()));
        }
        int n = grid.points();
        var w = new double[grid.size()];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                w[i * n + j] = at(grid.x(i), grid.x(j))[2];
            }
        }
        return w;
    }
}
