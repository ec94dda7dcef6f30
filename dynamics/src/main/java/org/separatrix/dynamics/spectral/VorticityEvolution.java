package org.separatrix.dynamics.spectral;

import java.util.HashMap;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Advances the vorticity of a flow in the plane by steps of one length (ETDRK4, fourth order).
///
/// A step costs four evaluations of the nonlinear part, each of four transforms: velocity to the
/// points, `uv` and `v^2 - u^2` back, because `u w_x + v w_y = (d_xx - d_yy)(uv) + d_xy(v^2 - u^2)`
/// (C. Basdevant, J. Comput. Phys. 50, 1983). Only the lines of the spectrum that the two-thirds
/// rule keeps are ever touched. Work arrays are held by the instance: one instance serves one
/// thread.
public final class VorticityEvolution {

    private final SpectralGrid2d grid;
    private final int n;
    private final int highest;
    private final double step;

    /// Each twice, for the real and the imaginary part; zero for modes that are not kept.
    private final double[] whole;

    private final double[] half;
    private final double[] halfSource;
    private final double[] first;
    private final double[] middle;
    private final double[] last;

    /// `kx/k^2` and `ky/k^2`, `kx^2 - ky^2` and `kx ky` of each mode, 0 if it is not kept.
    private final double[] alongX;

    private final double[] alongY;
    private final double[] stretch;
    private final double[] shear;
    private final double[] source;

    private final double[] w;
    private final double[] a;
    private final double[] b;
    private final double[] c;
    private final double[] nw;
    private final double[] na;
    private final double[] nb;
    private final double[] nc;
    private final double[] one;
    private final double[] two;
    private final double[] u;
    private final double[] v;

    VorticityEvolution(
            SpectralGrid2d grid,
            double viscosity,
            double drag,
            Optional<double[]> forcing,
            double step) {
        this.grid = grid;
        this.step = step;
        n = grid.points();
        highest = grid.kept();
        int modes = n * (highest + 1);
        alongX = new double[modes];
        alongY = new double[modes];
        stretch = new double[modes];
        shear = new double[modes];
        var rate = new double[modes];
        for (int m = 0; m < modes; m++) {
            double kx = grid.wavenumber(m % n);
            double ky = grid.wavenumber(m / n);
            double square = kx * kx + ky * ky;
            rate[m] = Double.NaN;
            if (kept(m) && square > 0) {
                alongX[m] = kx / square;
                alongY[m] = ky / square;
                stretch[m] = kx * kx - ky * ky;
                shear[m] = kx * ky;
                rate[m] = -viscosity * square - drag;
            }
        }
        whole = twice(rate, step, 1, Complex::exp);
        half = twice(rate, 0.5 * step, 1, Complex::exp);
        halfSource = twice(rate, 0.5 * step, 0.5 * step, EtdCoefficients::source);
        first = twice(rate, step, step, EtdCoefficients::first);
        middle = twice(rate, step, step, EtdCoefficients::middle);
        last = twice(rate, step, step, EtdCoefficients::last);
        w = new double[2 * modes];
        a = new double[2 * modes];
        b = new double[2 * modes];
        c = new double[2 * modes];
        nw = new double[2 * modes];
        na = new double[2 * modes];
        nb = new double[2 * modes];
        nc = new double[2 * modes];
        one = new double[2 * modes];
        two = new double[2 * modes];
        source = new double[2 * modes];
        forcing.ifPresent(f -> into(f, source));
        u = new double[grid.size()];
        v = new double[grid.size()];
    }

    private boolean kept(int mode) {
        int p = mode % n;
        return Math.min(p, n - p) <= highest;
    }

    /// `scale * f(h rate)` of each mode; equal rates are worked out once.
    private static double[] twice(double[] rate, double h, double scale, UnaryOperator<Complex> f) {
        var known = new HashMap<Double, Double>();
        var values = new double[2 * rate.length];
        for (int m = 0; m < rate.length; m++) {
            if (!Double.isNaN(rate[m])) {
                double value = known.computeIfAbsent(h * rate[m], z -> Complex.of(z).mean(f).re());
                values[2 * m] = scale * value;
                values[2 * m + 1] = scale * value;
            }
        }
        return values;
    }

    /// Length of a step, in time units.
    public double step() {
        return step;
    }

    /// Begins at the vorticity `x` at the points, length n^2.
    public void start(double[] x) {
        into(x, w);
    }

    /// Writes the present vorticity at the points, length n^2.
    public void vorticity(double[] x) {
        grid.inverse(w, x, highest);
    }

    /// Writes the present velocity at the points, length n^2 each.
    public void velocity(double[] alongX, double[] alongY) {
        turn(w);
        grid.inverse(one, alongX, highest);
        grid.inverse(two, alongY, highest);
    }

    /// Advances vorticity `x` in place by `steps` steps; values may become infinite.
    public void advance(double[] x, int steps) {
        start(x);
        for (int s = 0; s < steps; s++) {
            advance();
        }
        vorticity(x);
    }

    /// One step.
    public void advance() {
        nonlinear(w, nw);
        for (int i = 0; i < w.length; i++) {
            a[i] = half[i] * w[i] + halfSource[i] * nw[i];
        }
        nonlinear(a, na);
        for (int i = 0; i < w.length; i++) {
            b[i] = half[i] * w[i] + halfSource[i] * na[i];
        }
        nonlinear(b, nb);
        for (int i = 0; i < w.length; i++) {
            c[i] = half[i] * a[i] + halfSource[i] * (2 * nb[i] - nw[i]);
        }
        nonlinear(c, nc);
        for (int i = 0; i < w.length; i++) {
            w[i] =
                    whole[i] * w[i]
                            + first[i] * nw[i]
                            + middle[i] * (na[i] + nb[i])
                            + last[i] * nc[i];
        }
    }

    /// Mean kinetic energy `(u^2 + v^2)/2`.
    public double energy() {
        double sum = 0;
        for (int m = 0; m < alongX.length; m++) {
            double square = alongX[m] * alongX[m] + alongY[m] * alongY[m];
            sum += halves(m) * square * size(m);
        }
        return sum;
    }

    /// Mean enstrophy `w^2/2`.
    public double enstrophy() {
        double sum = 0;
        for (int m = 0; m < alongX.length; m++) {
            sum += halves(m) * size(m);
        }
        return sum;
    }

    /// Energy of each shell of wavenumbers: entry s holds the modes with `|k| length/(2 pi)`
    /// nearest to s, so that the sum is [#energy].
    public double[] energySpectrum() {
        var shells = new double[(int) Math.rint(Math.hypot(highest, highest)) + 1];
        for (int m = 0; m < alongX.length; m++) {
            if (kept(m)) {
                int p = m % n;
                int q = m / n;
                double square = alongX[m] * alongX[m] + alongY[m] * alongY[m];
                int shell = (int) Math.rint(Math.hypot(Math.min(p, n - p), q));
                shells[shell] += halves(m) * square * size(m);
            }
        }
        return shells;
    }

    /// One half, and twice that for the modes whose mirror image is not held.
    private double halves(int m) {
        return m < n ? 0.5 : 1;
    }

    private double size(int m) {
        return w[2 * m] * w[2 * m] + w[2 * m + 1] * w[2 * m + 1];
    }

    /// The kept part of the spectrum of `x`.
    private void into(double[] x, double[] spectrum) {
        grid.forward(x, spectrum, highest);
        for (int m = 0; m < alongX.length; m++) {
            if (!kept(m)) {
                spectrum[2 * m] = 0;
                spectrum[2 * m + 1] = 0;
            }
        }
        spectrum[0] = 0;
        spectrum[1] = 0;
    }

    /// Spectra of the velocity of vorticity `from` in `one` and `two`: `u = i ky w/k^2`, `v = -i kx
    /// w/k^2`.
    private void turn(double[] from) {
        for (int m = 0; m < alongX.length; m++) {
            double re = from[2 * m];
            double im = from[2 * m + 1];
            one[2 * m] = -alongY[m] * im;
            one[2 * m + 1] = alongY[m] * re;
            two[2 * m] = alongX[m] * im;
            two[2 * m + 1] = -alongX[m] * re;
        }
    }

    private void nonlinear(double[] from, double[] out) {
        turn(from);
        grid.inverse(one, u, highest);
        grid.inverse(two, v, highest);
        for (int i = 0; i < u.length; i++) {
            double product = u[i] * v[i];
            v[i] = v[i] * v[i] - u[i] * u[i];
            u[i] = product;
        }
        grid.forward(u, one, highest);
        grid.forward(v, two, highest);
        for (int m = 0; m < stretch.length; m++) {
            int at = 2 * m;
            out[at] = source[at] + stretch[m] * one[at] + shear[m] * two[at];
            out[at + 1] = source[at + 1] + stretch[m] * one[at + 1] + shear[m] * two[at + 1];
        }
    }
}
