package org.separatrix.forecast.statistical;

import org.separatrix.analysis.linear.Cholesky;

import java.util.Arrays;

/// An autoregressive integrated moving-average model of one channel: `w_t = c + sum phi_i w_{t-i} +
/// e_t + sum theta_j e_{t-j}` for the `order` times differenced series `w`.
///
/// The constant is there if nothing is differenced. Parameters minimise the sum of squares of `e`
/// given zeros before the start: least squares for a pure autoregression, otherwise Gauss and
/// Newton's method from the two-stage regression of Hannan and Rissanen (1982).
///
/// @param order times the series is differenced
/// @param constant `c`
/// @param ar `phi`, length p
/// @param ma `theta`, length q
/// @param variance of `e`
record ArimaModel(int order, double constant, double[] ar, double[] ma, double variance) {

    private static final int ITERATIONS = 50;
    private static final double RIDGE = 1e-10;

    /// Fits a series.
    ///
    /// @param series at least `order + p + q + 3` values
    static ArimaModel fit(double[] series, int p, int order, int q) {
        double[] w = differenced(series, order);
        double[] parameters = start(w, p, q, order == 0);
        if (q > 0) {
            parameters = refine(w, p, q, order == 0, parameters);
        }
        var draft = of(parameters, order, p, q, order == 0, 1);
        double[] e = draft.residuals(w);
        double sum = 0;
        for (int t = p; t < w.length; t++) {
            sum += e[t] * e[t];
        }
        return of(parameters, order, p, q, order == 0, sum / Math.max(1, w.length - p));
    }

    /// Akaike's criterion, corrected for small samples.
    ///
    /// @param n values fitted
    double criterion(int n) {
        double k = 1.0 + ar.length + ma.length + (order == 0 ? 1 : 0);
        double room = n - k - 1;
        return room <= 0
                ? Double.POSITIVE_INFINITY
                : n * Math.log(Math.max(variance, 1e-300)) + 2 * k + 2 * k * (k + 1) / room;
    }

    /// The next values.
    double[] forecast(double[] series, int steps) {
        double[] w = differenced(series, order);
        double[] e = residuals(w);
        int n = w.length;
        double[] all = Arrays.copyOf(w, n + steps);
        double[] noise = Arrays.copyOf(e, n + steps);
        for (int t = n; t < n + steps; t++) {
            all[t] = expected(all, noise, t);
        }
        double[] said = Arrays.copyOfRange(all, n, n + steps);
        for (int level = order - 1; level >= 0; level--) {
            double[] below = differenced(series, level);
            double last = below[below.length - 1];
            for (int k = 0; k < steps; k++) {
                last += said[k];
                said[k] = last;
            }
        }
        return said;
    }

    /// Standard deviation of the error of each step, from the weights of past shocks.
    double[] deviation(int steps) {
        var weights = new double[steps];
        for (int k = 0; k < steps; k++) {
            weights[k] = k == 0 ? 1 : k <= ma.length ? ma[k - 1] : 0;
            for (int i = 1; i <= Math.min(k, ar.length); i++) {
                weights[k] += ar[i - 1] * weights[k - i];
            }
        }
        for (int level = 0; level < order; level++) {
            for (int k = 1; k < steps; k++) {
                weights[k] += weights[k - 1];
            }
        }
        var deviation = new double[steps];
        double sum = 0;
        for (int k = 0; k < steps; k++) {
            sum += weights[k] * weights[k];
            deviation[k] = Math.sqrt(variance * sum);
        }
        return deviation;
    }

    private static ArimaModel of(
            double[] parameters, int order, int p, int q, boolean constant, double variance) {
        int at = constant ? 1 : 0;
        return new ArimaModel(
                order,
                constant ? parameters[0] : 0,
                Arrays.copyOfRange(parameters, at, at + p),
                Arrays.copyOfRange(parameters, at + p, at + p + q),
                variance);
    }

    /// The shocks, zero for the first p times.
    private double[] residuals(double[] w) {
        var e = new double[w.length];
        for (int t = ar.length; t < w.length; t++) {
            e[t] = w[t] - expected(w, e, t);
        }
        return e;
    }

    private double expected(double[] w, double[] e, int t) {
        double sum = constant;
        for (int i = 1; i <= ar.length; i++) {
            sum += ar[i - 1] * w[t - i];
        }
        for (int j = 1; j <= Math.min(ma.length, t); j++) {
            sum += ma[j - 1] * e[t - j];
        }
        return sum;
    }

    static double[] differenced(double[] series, int times) {
        double[] w = series.clone();
        for (int level = 0; level < times; level++) {
            for (int i = 0; i + 1 < w.length; i++) {
                w[i] = w[i + 1] - w[i];
            }
            w = Arrays.copyOf(w, w.length - 1);
        }
        return w;
    }

    /// Least squares on past values and, for a moving average, on the residuals of a long
    /// autoregression.
    private static double[] start(double[] w, int p, int q, boolean constant) {
        var e = new double[w.length];
        int from = Math.max(p, q);
        if (q > 0) {
            int reach = Math.clamp(w.length / 4, 1, Math.max(10, p + q));
            double[] rough = start(w, reach, 0, constant);
            e = of(rough, 0, reach, 0, constant, 1).residuals(w);
            from = Math.min(w.length / 2, reach + q);
        }
        int size = (constant ? 1 : 0) + p + q;
        var gram = new double[size][size];
        var cross = new double[size][1];
        var row = new double[size];
        for (int t = Math.max(from, Math.max(p, q)); t < w.length; t++) {
            features(row, w, e, t, p, q, constant);
            accumulate(gram, cross, row, w[t]);
        }
        return solve(gram, cross, 0);
    }

    private static void features(
            double[] row, double[] w, double[] e, int t, int p, int q, boolean constant) {
        int at = 0;
        if (constant) {
            row[at++] = 1;
        }
        for (int i = 1; i <= p; i++) {
            row[at++] = w[t - i];
        }
        for (int j = 1; j <= q; j++) {
            row[at++] = t >= j ? e[t - j] : 0;
        }
    }

    private static double[] refine(double[] w, int p, int q, boolean constant, double[] first) {
        double[] parameters = first;
        if (!invertible(parameters, p, q, constant)) {
            parameters = Arrays.copyOf(first, first.length);
            Arrays.fill(parameters, parameters.length - q, parameters.length, 0);
        }
        double least = squares(w, p, q, constant, parameters);
        double damping = 1e-3;
        for (int iteration = 0; iteration < ITERATIONS && damping < 1e8; iteration++) {
            double[] step = step(w, p, q, constant, parameters, damping);
            var trial = parameters.clone();
            double size = 0;
            for (int i = 0; i < trial.length; i++) {
                trial[i] -= step[i];
                size = Math.max(size, Math.abs(step[i]));
            }
            double sum =
                    invertible(trial, p, q, constant)
                            ? squares(w, p, q, constant, trial)
                            : Double.POSITIVE_INFINITY;
            if (sum < least) {
                parameters = trial;
                least = sum;
                damping /= 5;
                if (size < 1e-9) {
                    break;
                }
            } else {
                damping *= 5;
            }
        }
        return parameters;
    }

    private static double squares(double[] w, int p, int q, boolean constant, double[] parameters) {
        double sum = 0;
        for (double e : of(parameters, 0, p, q, constant, 1).residuals(w)) {
            sum += e * e;
        }
        return sum;
    }

    /// Solves for the step that lowers the sum of squares, slopes of the shocks by their recursion.
    private static double[] step(
            double[] w, int p, int q, boolean constant, double[] parameters, double damping) {
        var model = of(parameters, 0, p, q, constant, 1);
        double[] e = model.residuals(w);
        int size = parameters.length;
        var slopes = new double[w.length][size];
        var gram = new double[size][size];
        var cross = new double[size][1];
        for (int t = p; t < w.length; t++) {
            features(slopes[t], w, e, t, p, q, constant);
            for (int i = 0; i < size; i++) {
                slopes[t][i] = -slopes[t][i];
                for (int j = 1; j <= Math.min(q, t); j++) {
                    slopes[t][i] -= model.ma[j - 1] * slopes[t - j][i];
                }
            }
            accumulate(gram, cross, slopes[t], e[t]);
        }
        return solve(gram, cross, damping);
    }

    private static void accumulate(double[][] gram, double[][] cross, double[] row, double target) {
        for (int i = 0; i < row.length; i++) {
            for (int j = 0; j <= i; j++) {
                gram[i][j] += row[i] * row[j];
                gram[j][i] = gram[i][j];
            }
            cross[i][0] += row[i] * target;
        }
    }

    /// Solves with each diagonal entry raised by a share, so that units do not matter.
    private static double[] solve(double[][] gram, double[][] cross, double damping) {
        int size = gram.length;
        if (size == 0) {
            return new double[0];
        }
        double trace = 0;
        for (int i = 0; i < size; i++) {
            gram[i][i] *= 1 + damping;
            trace += gram[i][i];
        }
        double ridge = RIDGE * Math.max(trace / size, 1e-300);
        var solution = Cholesky.of(gram, ridge).solve(cross);
        return Arrays.stream(solution).mapToDouble(row -> row[0]).toArray();
    }

    /// Whether all roots of `1 + sum theta_j z^j` lie outside the unit circle: all reflection
    /// coefficients of the step-down recursion are below one.
    private static boolean invertible(double[] parameters, int p, int q, boolean constant) {
        int at = (constant ? 1 : 0) + p;
        double[] a = Arrays.copyOfRange(parameters, at, at + q);
        for (int m = q; m >= 1; m--) {
            double k = a[m - 1];
            if (!(Math.abs(k) < 1 - 1e-6)) {
                return false;
            }
            var shorter = new double[m - 1];
            for (int i = 0; i < m - 1; i++) {
                shorter[i] = (a[i] - k * a[m - 2 - i]) / (1 - k * k);
            }
            a = shorter;
        }
        return true;
    }
}
