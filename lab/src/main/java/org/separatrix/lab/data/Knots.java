package org.separatrix.lab.data;

import org.separatrix.dynamics.Trajectory;

import java.util.Arrays;

/// The known values of one channel, and what lies between them.
final class Knots {

    private final double[] times;
    private final double[] values;

    private Knots(double[] times, double[] values) {
        this.times = times;
        this.values = values;
    }

    /// The values of channel `j` that are not missing.
    static Knots of(Trajectory trajectory, int j) {
        var times = new double[trajectory.size()];
        var values = new double[trajectory.size()];
        int count = 0;
        for (int i = 0; i < trajectory.size(); i++) {
            double value = trajectory.state(i, j);
            if (!Double.isNaN(value)) {
                times[count] = trajectory.time(i);
                values[count++] = value;
            }
        }
        return new Knots(Arrays.copyOf(times, count), Arrays.copyOf(values, count));
    }

    int size() {
        return times.length;
    }

    double time(int k) {
        return times[k];
    }

    /// Value at time `t`, where `k` is the last knot not after it; NaN outside and in long gaps.
    double value(int k, double t, double tolerance, Resampling.Method method, double longestGap) {
        if (times.length == 0 || t < times[0] - tolerance) {
            return Double.NaN;
        }
        if (Math.abs(t - times[k]) <= tolerance) {
            return values[k];
        }
        if (k + 1 == times.length || times[k + 1] - times[k] > longestGap) {
            return Double.NaN;
        }
        double h = times[k + 1] - times[k];
        double s = (t - times[k]) / h;
        return switch (method) {
            case PREVIOUS -> values[k];
            case LINEAR -> values[k] + s * (values[k + 1] - values[k]);
            case CUBIC -> hermite(s, values[k], values[k + 1], h * slope(k), h * slope(k + 1));
        };
    }

    private static double hermite(double s, double y0, double y1, double m0, double m1) {
        double r = 1 - s;
        return r * r * ((1 + 2 * s) * y0 + s * m0) + s * s * ((3 - 2 * s) * y1 - r * m1);
    }

    /// Slope at knot `k`: the weighted harmonic mean of the slopes beside it, zero at an extremum;
    /// at an end a parabola's slope, limited so that nothing overshoots.
    private double slope(int k) {
        int last = times.length - 1;
        if (last == 1) {
            return secant(0);
        }
        if (k == 0) {
            return endSlope(step(0), step(1), secant(0), secant(1));
        }
        if (k == last) {
            return endSlope(step(last - 1), step(last - 2), secant(last - 1), secant(last - 2));
        }
        double before = secant(k - 1);
        double after = secant(k);
        if (before * after <= 0) {
            return 0;
        }
        double w1 = 2 * step(k) + step(k - 1);
        double w2 = step(k) + 2 * step(k - 1);
        return (w1 + w2) / (w1 / before + w2 / after);
    }

    private static double endSlope(double h0, double h1, double s0, double s1) {
        double slope = ((2 * h0 + h1) * s0 - h0 * s1) / (h0 + h1);
        if (slope * s0 <= 0) {
            return 0;
        }
        return s0 * s1 <= 0 && Math.abs(slope) > 3 * Math.abs(s0) ? 3 * s0 : slope;
    }

    private double step(int k) {
        return times[k + 1] - times[k];
    }

    private double secant(int k) {
        return (values[k + 1] - values[k]) / step(k);
    }
}
