package org.separatrix.fields.causal;

import org.separatrix.lab.LabException;

import java.util.List;

/// What the network sees instead of the coordinates: time features, and harmonics of periodic axes,
/// which make every network exactly periodic with all its derivatives.
///
/// Time enters as `2 t/length - 1`, or as `10^p t` for each power p. One periodic axis enters as
/// `[1, cos(m w x), sin(m w x)]`, m = 1..M; two as these of both and all their products.
///
/// @param length of the time window
/// @param powers exponents p of the time features; empty for the rescaled time
/// @param periods of the periodic axes, none to two
/// @param harmonics M of each periodic axis
record Encoding(double length, List<Integer> powers, List<Double> periods, int harmonics) {

    Encoding {
        if (periods.size() > 2) {
            throw new LabException("at most two periodic axes, got " + periods.size());
        }
        if (!periods.isEmpty() && harmonics < 1) {
            throw new LabException(
                    "harmonics must be at least 1 on a periodic domain, got " + harmonics);
        }
        if (periods.isEmpty() && harmonics > 0) {
            throw new LabException(
                    "harmonics must be 0 on a domain that is not periodic, got " + harmonics);
        }
    }

    /// Number of features.
    int features() {
        return Math.max(1, powers.size()) + spatial();
    }

    private int spatial() {
        int m = harmonics;
        return switch (periods.size()) {
            case 0 -> 0;
            case 1 -> 1 + 2 * m;
            default -> 1 + 4 * m + 4 * m * m;
        };
    }

    /// Jets of the features at a point: coefficient c of feature f at `at + c*features + f`.
    ///
    /// @param point time first, then the periodic axes
    void jet(double[] point, JetPlan plan, double[] out, int at) {
        int width = features();
        for (int d = 0, base = 1; d < plan.directions().size(); base += plan.orders().get(d), d++) {
            along(point, plan.directions().get(d), plan.orders().get(d), base, width, out, at);
        }
        if (plan.directions().isEmpty()) {
            along(point, new double[point.length], 0, 1, width, out, at);
        }
    }

    private void along(
            double[] point, double[] dir, int order, int base, int width, double[] out, int at) {
        var writer = new Writer(order, base, width, out, at);
        if (powers.isEmpty()) {
            writer.linear(2 * point[0] / length - 1, 2 * dir[0] / length);
        }
        for (int power : powers) {
            double scale = Math.pow(10, power);
            writer.linear(scale * point[0], scale * dir[0]);
        }
        if (periods.isEmpty()) {
            return;
        }
        writer.linear(1, 0);
        var waves = new double[periods.size()][2 * harmonics][];
        for (int a = 0; a < waves.length; a++) {
            double omega = 2 * Math.PI / periods.get(a);
            for (int m = 1; m <= harmonics; m++) {
                for (int quarter = 0; quarter < 2; quarter++) {
                    var wave =
                            wave(
                                    m * omega * point[a + 1] - quarter * Math.PI / 2,
                                    m * omega * dir[a + 1],
                                    order);
                    writer.series(wave);
                    waves[a][2 * (m - 1) + quarter] = wave;
                }
            }
        }
        if (waves.length == 2) {
            for (var a : waves[0]) {
                for (var b : waves[1]) {
                    writer.series(product(a, b));
                }
            }
        }
    }

    /// Series of `cos(phase + s speed)`.
    private static double[] wave(double phase, double speed, int order) {
        double cos = Math.cos(phase);
        double sin = Math.sin(phase);
        var c = new double[order + 1];
        double factor = 1;
        for (int k = 0; k <= order; k++) {
            c[k] =
                    factor
                            * switch (k % 4) {
                                case 0 -> cos;
                                case 1 -> -sin;
                                case 2 -> -cos;
                                default -> sin;
                            };
            factor *= speed / (k + 1);
        }
        return c;
    }

    private static double[] product(double[] a, double[] b) {
        var c = new double[a.length];
        for (int k = 0; k < c.length; k++) {
            for (int j = 0; j <= k; j++) {
                c[k] += a[j] * b[k - j];
            }
        }
        return c;
    }

    /// Writes features one after the other.
    private static final class Writer {
        private final int order;
        private final int base;
        private final int width;
        private final double[] out;
        private final int at;
        private int feature;

        Writer(int order, int base, int width, double[] out, int at) {
            this.order = order;
            this.base = base;
            this.width = width;
            this.out = out;
            this.at = at;
        }

        void linear(double value, double slope) {
            var series = new double[order + 1];
            series[0] = value;
            if (order > 0) {
                series[1] = slope;
            }
            series(series);
        }

        void series(double[] c) {
            out[at + feature] = c[0];
            for (int k = 1; k <= order; k++) {
                out[at + (base + k - 1) * width + feature] = c[k];
            }
            feature++;
        }
    }
}
