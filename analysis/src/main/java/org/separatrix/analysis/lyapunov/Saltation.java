package org.separatrix.analysis.lyapunov;

import org.separatrix.dynamics.Flow;

import java.util.List;

/// What happens to tangent vectors where the right-hand side jumps.
///
/// A neighbour crosses the surface a little earlier or later and moves with the other right-hand
/// side meanwhile: `U <- U + (f+ - f-) (n U)/(n f-)` with n the gradient of the surface. The
/// determinant of this matrix is `(n f+)/(n f-)`.
///
/// A surface at which the right-hand side turns out to be continuous is not watched any longer. Nor
/// is one from which the trajectory is driven back at once: along it the trajectory slides, and the
/// tangent dynamics of sliding are not treated.
///
/// Source: P. C. Müller, Chaos Solitons Fractals 5 (1995), 1671.
final class Saltation {

    /// Jumps smaller than this, over the size of the right-hand side, are none.
    private static final double SMOOTH = 1e-6;

    private static final int SMOOTH_CROSSINGS = 5;

    private final Flow flow;
    private final List<SwitchingSurface> surfaces;
    private final boolean[] positive;
    private final double[] normal;
    private final double[] before;
    private final double[] after;
    private final double[] place;
    private final boolean[] watched;
    private final int[] smooth;
    private double logDeterminant;
    private long jumps;
    private boolean slid;

    Saltation(Flow flow, List<SwitchingSurface> surfaces) {
        this.flow = flow;
        this.surfaces = surfaces;
        int d = flow.dimension();
        positive = new boolean[surfaces.size()];
        watched = new boolean[surfaces.size()];
        smooth = new int[surfaces.size()];
        normal = new double[d];
        before = new double[d];
        after = new double[d];
        place = new double[d];
    }

    /// Takes note of the sides on which a state lies.
    void start(double t, double[] x) {
        for (int m = 0; m < positive.length; m++) {
            positive[m] = surfaces.get(m).value(t, x) > 0;
            watched[m] = true;
            smooth[m] = 0;
        }
        logDeterminant = 0;
        jumps = 0;
        slid = false;
    }

    /// The first surface that has the state `x`, longer arrays cut off, on another side; -1 if
    /// none.
    int crossed(double t, double[] x) {
        for (int m = 0; m < positive.length; m++) {
            if (watched[m] && value(m, t, x) > 0 != positive[m]) {
                return m;
            }
        }
        return -1;
    }

    /// Distance from surface `m` on the side of the state: positive before the crossing.
    double distance(int m, double t, double[] x) {
        double value = value(m, t, x);
        return positive[m] ? value : -value;
    }

    private double value(int m, double t, double[] x) {
        System.arraycopy(x, 0, place, 0, place.length);
        return surfaces.get(m).value(t, place);
    }

    /// Carries state and frame across surface `m`, just before which they are.
    ///
    /// @return the short time that the crossing took
    double cross(int m, double t, double[] x, double[] frame, double shortest) {
        int d = x.length;
        flow.derivative(t, x, before);
        surfaces.get(m).normal(t, x, normal);
        double speed = dot(normal, before, 0);
        double gap = Math.abs(value(m, t, x));
        double duration = shortest;
        if (speed != 0) {
            duration = Math.max(shortest, Math.min(2 * gap / Math.abs(speed), 1e3 * shortest));
        }
        for (int i = 0; i < d; i++) {
            x[i] += duration * before[i];
        }
        boolean over = value(m, t + duration, x) > 0 != positive[m];
        if (!over) {
            // Only touched, or too slow to tell: the next step will see.
            return duration;
        }
        positive[m] = !positive[m];
        flow.derivative(t + duration, x, after);
        double speedAfter = dot(normal, after, 0);
        if (speed * speedAfter <= 0) {
            watched[m] = false;
            slid = true;
            return duration;
        }
        if (isSmooth()) {
            smooth[m]++;
            watched[m] = smooth[m] < SMOOTH_CROSSINGS;
            return duration;
        }
        for (int c = 0; c < frame.length; c += d) {
            double lead = dot(normal, frame, c) / speed;
            for (int i = 0; i < d; i++) {
                frame[c + i] += (after[i] - before[i]) * lead;
            }
        }
        logDeterminant += Math.log(speedAfter / speed);
        jumps++;
        return duration;
    }

    private boolean isSmooth() {
        double jump = 0;
        double size = 0;
        for (int i = 0; i < before.length; i++) {
            jump = Math.max(jump, Math.abs(after[i] - before[i]));
            size = Math.max(size, Math.abs(before[i]));
        }
        return jump <= SMOOTH * size;
    }

    private static double dot(double[] normal, double[] vectors, int at) {
        double sum = 0;
        for (int i = 0; i < normal.length; i++) {
            sum += normal[i] * vectors[at + i];
        }
        return sum;
    }

    /// Jumps met and slides begun since the start.
    Course course() {
        return new Course(jumps, slid, false);
    }

    /// Sum of the logarithms of the determinants of all jumps since the start.
    double logDeterminant() {
        return logDeterminant;
    }
}
