package org.separatrix.learn.solve;

import org.separatrix.learn.solve.ControlPath.Interpolation;

import java.util.ArrayList;
import java.util.List;

/// Piecewise cubics through one series, as powers of the distance from the left knot.
final class Splines {

    private Splines() {}

    /// Coefficients for every interval of `times`, whatever samples are missing.
    ///
    /// @param values NaN where missing
    /// @return `[power][interval]`
    static double[][] through(double[] times, double[] values, Interpolation interpolation) {
        List<Integer> known = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                known.add(i);
            }
        }
        // Before the first and after the last known sample the path stands still.
        var filled = values.clone();
        if (known.getFirst() != 0) {
            filled[0] = values[known.getFirst()];
            known.addFirst(0);
        }
        if (known.getLast() != values.length - 1) {
            filled[values.length - 1] = values[known.getLast()];
            known.add(values.length - 1);
        }
        int n = known.size();
        var t = new double[n];
        var x = new double[n];
        for (int i = 0; i < n; i++) {
            t[i] = times[known.get(i)];
            x[i] = filled[known.get(i)];
        }
        var sparse =
                switch (interpolation) {
                    case LINEAR, RECTILINEAR -> linear(t, x);
                    case HERMITE -> hermite(t, x);
                    case NATURAL_CUBIC -> natural(t, x);
                };
        return refined(times, t, sparse);
    }

    static double[][] linear(double[] t, double[] x) {
        int m = t.length - 1;
        var c = new double[4][m];
        for (int i = 0; i < m; i++) {
            c[0][i] = x[i];
            c[1][i] = (x[i + 1] - x[i]) / (t[i + 1] - t[i]);
        }
        return c;
    }

    /// Slope before the left knot at the left, own secant at the right.
    private static double[][] hermite(double[] t, double[] x) {
        var c = linear(t, x);
        int m = t.length - 1;
        var secants = c[1].clone();
        for (int i = 0; i < m; i++) {
            double h = t[i + 1] - t[i];
            double d = secants[i];
            double s = i == 0 ? d : secants[i - 1];
            c[1][i] = s;
            c[2][i] = 2 * (d - s) / h;
            c[3][i] = (s - d) / (h * h);
        }
        return c;
    }

    /// Second derivatives vanish at both ends; one tridiagonal solve.
    private static double[][] natural(double[] t, double[] x) {
        int m = t.length - 1;
        var second = new double[m + 1];
        var diagonal = new double[m + 1];
        var right = new double[m + 1];
        for (int i = 1; i < m; i++) {
            double before = t[i] - t[i - 1];
            double after = t[i + 1] - t[i];
            diagonal[i] = 2 * (before + after);
            right[i] = 6 * ((x[i + 1] - x[i]) / after - (x[i] - x[i - 1]) / before);
            if (i > 1) {
                double w = before / diagonal[i - 1];
                diagonal[i] -= w * before;
                right[i] -= w * right[i - 1];
            }
        }
        for (int i = m - 1; i >= 1; i--) {
            second[i] = (right[i] - (t[i + 1] - t[i]) * second[i + 1]) / diagonal[i];
        }
        var c = new double[4][m];
        for (int i = 0; i < m; i++) {
            double h = t[i + 1] - t[i];
            c[0][i] = x[i];
            c[1][i] = (x[i + 1] - x[i]) / h - h * (2 * second[i] + second[i + 1]) / 6;
            c[2][i] = second[i] / 2;
            c[3][i] = (second[i + 1] - second[i]) / (6 * h);
        }
        return c;
    }

    /// The same curve on a finer set of knots.
    private static double[][] refined(double[] times, double[] t, double[][] c) {
        int m = times.length - 1;
        var fine = new double[4][m];
        int piece = 0;
        for (int i = 0; i < m; i++) {
            while (piece < t.length - 2 && times[i] >= t[piece + 1]) {
                piece++;
            }
            double u = times[i] - t[piece];
            double c1 = c[1][piece];
            double c2 = c[2][piece];
            double c3 = c[3][piece];
            fine[0][i] = c[0][piece] + u * (c1 + u * (c2 + u * c3));
            fine[1][i] = c1 + u * (2 * c2 + 3 * u * c3);
            fine[2][i] = c2 + 3 * u * c3;
            fine[3][i] = c3;
        }
        return fine;
    }

    /// Each sample twice but the last: the first channel moves first, the others afterwards.
    ///
    /// @param leads whether this channel moves first
    static double[] stairs(double[] series, boolean leads) {
        var known = series.clone();
        double last = Double.NaN;
        for (int i = 0; i < known.length; i++) {
            if (Double.isNaN(known[i])) {
                known[i] = last;
            }
            last = known[i];
        }
        for (int i = known.length - 1; i >= 0; i--) {
            if (Double.isNaN(known[i])) {
                known[i] = known[i + 1];
            }
        }
        var stairs = new double[2 * known.length - 1];
        for (int i = 0; i < known.length; i++) {
            stairs[2 * i] = known[i];
            if (i + 1 < known.length) {
                stairs[2 * i + 1] = leads ? known[i + 1] : known[i];
            }
        }
        return stairs;
    }
}
