package org.separatrix.dynamics.spectral;

import org.separatrix.equations.compile.Kernel;

import java.util.List;

/// One exponential time-differencing Runge–Kutta integration: four evaluations of the nonlinear
/// part a step.
///
/// Source: S. Cox and P. Matthews, "Exponential time differencing for stiff systems", J. Comput.
/// Phys. 176 (2002), equations 26–29; coefficients as in Kassam and Trefethen (2005).
final class EtdRk4 {

    private final SpectralGrid1d grid;
    private final int m;
    private final int n;
    private final Kernel kernel;
    private final List<LinearSplit.Input> used;
    private final double h;

    private final double[] whole;
    private final double[] half;
    private final double[] halfSource;
    private final double[] first;
    private final double[] middle;
    private final double[] last;

    private double[][] v;
    private double[][] next;
    private final double[][] a;
    private final double[][] b;
    private final double[][] na;
    private final double[][] nb;
    private final double[][] nc;
    private final double[][] nv;
    private final double[][] mixed;
    private final double[] spectrum;
    private final double[][] inputs;
    private final double[][] outputs;
    private final double[] point;
    private final double[] slope;

    EtdRk4(
            SpectralGrid1d grid,
            int fields,
            LinearPart linear,
            Kernel kernel,
            List<LinearSplit.Input> used,
            double h) {
        this.grid = grid;
        m = fields;
        n = grid.points();
        this.kernel = kernel;
        this.used = used;
        this.h = h;
        whole = linear.function(h, Complex::exp);
        half = linear.function(0.5 * h, Complex::exp);
        halfSource = linear.function(0.5 * h, EtdCoefficients::source);
        first = linear.function(h, EtdCoefficients::first);
        middle = linear.function(h, EtdCoefficients::middle);
        last = linear.function(h, EtdCoefficients::last);
        int length = grid.spectrumLength();
        v = new double[m][length];
        next = new double[m][length];
        a = new double[m][length];
        b = new double[m][length];
        na = new double[m][length];
        nb = new double[m][length];
        nc = new double[m][length];
        nv = new double[m][length];
        mixed = new double[m][length];
        spectrum = new double[length];
        inputs = new double[used.size()][n];
        outputs = new double[m][n];
        point = new double[kernel.dimension()];
        slope = new double[kernel.dimension()];
    }

    /// Begins at the values `x`, length m*n.
    void start(double[] x) {
        for (int f = 0; f < m; f++) {
            grid.forward(SemilinearPde.column(x, f, n), v[f]);
        }
    }

    /// Writes the present values, length m*n.
    void values(double[] x) {
        var u = new double[n];
        for (int f = 0; f < m; f++) {
            grid.inverse(v[f], u);
            System.arraycopy(u, 0, x, f * n, n);
        }
    }

    /// One step from time `t`.
    void advance(double t) {
        nonlinear(t, v, nv);
        clear(a);
        add(half, v, 1, a);
        add(halfSource, nv, 0.5 * h, a);
        nonlinear(t + 0.5 * h, a, na);
        clear(b);
        add(half, v, 1, b);
        add(halfSource, na, 0.5 * h, b);
        nonlinear(t + 0.5 * h, b, nb);
        for (int f = 0; f < m; f++) {
            for (int i = 0; i < mixed[f].length; i++) {
                mixed[f][i] = 2 * nb[f][i] - nv[f][i];
            }
        }
        clear(next);
        add(half, a, 1, next);
        add(halfSource, mixed, 0.5 * h, next);
        nonlinear(t + h, next, nc);
        for (int f = 0; f < m; f++) {
            for (int i = 0; i < mixed[f].length; i++) {
                mixed[f][i] = na[f][i] + nb[f][i];
            }
        }
        clear(next);
        add(whole, v, 1, next);
        add(first, nv, h, next);
        add(middle, mixed, h, next);
        add(last, nc, h, next);
        var free = v;
        v = next;
        next = free;
    }

    private static void clear(double[][] spectra) {
        for (var s : spectra) {
            java.util.Arrays.fill(s, 0);
        }
    }

    /// Adds `scale * matrix * source` to `out`, mode by mode.
    private void add(double[] matrix, double[][] source, double scale, double[][] out) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                var from = source[j];
                var to = out[i];
                for (int q = 0; q < grid.modes(); q++) {
                    int at = 2 * ((q * m + i) * m + j);
                    double re = scale * matrix[at];
                    // The mean is real; the round-off of the contour integral would feed an
                    // imaginary part that an unstable mean lets grow without bound.
                    double im = q == 0 ? 0 : scale * matrix[at + 1];
                    to[2 * q] += re * from[2 * q] - im * from[2 * q + 1];
                    to[2 * q + 1] += re * from[2 * q + 1] + im * from[2 * q];
                }
            }
        }
    }

    /// Spectrum of the nonlinear part at the fields `source`.
    private void nonlinear(double t, double[][] source, double[][] out) {
        for (int s = 0; s < inputs.length; s++) {
            var input = used.get(s);
            grid.differentiate(source[input.field()], input.order(), spectrum);
            grid.dealias(spectrum);
            grid.inverse(spectrum, inputs[s]);
        }
        for (int j = 0; j < n; j++) {
            for (int s = 0; s < inputs.length; s++) {
                point[s] = inputs[s][j];
            }
            point[inputs.length] = grid.x(j);
            kernel.derivative(t, point, slope);
            for (int f = 0; f < m; f++) {
                outputs[f][j] = slope[f];
            }
        }
        for (int f = 0; f < m; f++) {
            grid.forward(outputs[f], out[f]);
            grid.dealias(out[f]);
        }
    }
}
