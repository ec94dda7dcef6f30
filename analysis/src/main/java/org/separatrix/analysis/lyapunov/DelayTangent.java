package org.separatrix.analysis.lyapunov;

import org.separatrix.dynamics.DelayFlow;

/// A delay system with its tangent histories, `x' = f(t, x, x(t - lag))` and `u' = Df u + Dg u(t -
/// lag)`, by the classical Runge–Kutta method of order 4 at equal steps.
///
/// The largest lag is cut into cells. A state of the system is a history: values and slopes at the
/// ends of all cells, with the cubic Hermite polynomial between them. A tangent vector is a history
/// too, so that orthonormalising the array of its values and slopes (slopes times the cell, a small
/// part of the norm) is orthonormalising histories in the mean square. Exponents converge with the
/// fourth power of the cell where the right-hand side is smooth.
///
/// Source: J. D. Farmer, Physica D 4 (1982), 366.
final class DelayTangent implements TangentStepper {

    /// Orthonormalisations in one lag.
    private static final int STEPS_PER_LAG = 4;

    private static final double BLOW_UP = 1e12;
    private static final double WHOLE = 1e-9;

    private final DelayFlow flow;
    private final int d;
    private final int k;
    private final int slots;
    private final int width;
    private final int stepsAtOnce;
    private final double h;
    private final double[] lags;
    private final double[] history;
    private final double[] frame;
    private final double[] past;
    private final double[] jacobian;
    private final double[] pastJacobian;
    private final double[] x;
    private final double[] derivative;
    // Stages of the state and of every vector: vector c at (c + 1)*d, the state first.
    private final double[] now;
    private final double[] probe;
    private final double[] sum;
    private final double[] slope;
    private long n;
    private double origin;

    /// @param k number of tangent histories
    /// @param cells cells of the largest lag
    DelayTangent(DelayFlow flow, int k, int cells) {
        this.flow = flow;
        this.k = k;
        d = flow.dimension();
        int count = cells;
        for (int m = 0; m < flow.delays(); m++) {
            if (flow.lag(m) > 0) {
                count = Math.max(count, (int) Math.ceil(flow.largestLag() / flow.lag(m)));
            }
        }
        h = flow.largestLag() / count;
        slots = count + 2;
        width = 2 * d * slots;
        stepsAtOnce = Math.max(1, count / STEPS_PER_LAG);
        lags = new double[flow.delays()];
        for (int m = 0; m < lags.length; m++) {
            double cellsBack = flow.lag(m) / h;
            double whole = Math.rint(cellsBack);
            lags[m] = Math.abs(cellsBack - whole) < WHOLE * count ? whole : cellsBack;
        }
        history = new double[width];
        frame = new double[k * width];
        past = new double[lags.length];
        jacobian = new double[d * d];
        pastJacobian = new double[d * Math.max(1, lags.length)];
        x = new double[d];
        derivative = new double[d];
        int joint = (k + 1) * d;
        now = new double[joint];
        probe = new double[joint];
        sum = new double[joint];
        slope = new double[joint];
    }

    /// Length of a tangent vector.
    int width() {
        return width;
    }

    /// Begins with the history that was always at `start`.
    @Override
    public void start(double time, double[] start) {
        for (int s = 0; s < slots; s++) {
            System.arraycopy(start, 0, history, at(s), d);
        }
        System.arraycopy(start, 0, x, 0, d);
        origin = time;
        n = slots;
    }

    /// A part of the largest lag, so that a lag takes a few orthonormalisations.
    @Override
    public void step() {
        for (int i = 0; i < stepsAtOnce; i++) {
            cell();
        }
        for (int i = 0; i < d; i++) {
            if (!(Math.abs(x[i]) < BLOW_UP)) {
                throw new TangentFailureException(
                        "%s reached %.3g at t = %.6g: the trajectory leaves every bound"
                                .formatted(flow.names().get(i), x[i], time()));
            }
        }
    }

    private void cell() {
        load(n, now);
        slopes(0, now);
        System.arraycopy(slope, 0, sum, 0, sum.length);
        forward(0.5);
        slopes(0.5, probe);
        accumulate(2);
        forward(0.5);
        slopes(0.5, probe);
        accumulate(2);
        forward(1);
        slopes(1, probe);
        accumulate(1);
        for (int i = 0; i < now.length; i++) {
            now[i] += h / 6 * sum[i];
        }
        slopes(1, now);
        n++;
        store(n);
        System.arraycopy(now, 0, x, 0, d);
    }

    private void forward(double share) {
        for (int i = 0; i < probe.length; i++) {
            probe[i] = now[i] + share * h * slope[i];
        }
    }

    private void accumulate(double weight) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * slope[i];
        }
    }

    private void load(long index, double[] joint) {
        int at = at(index);
        System.arraycopy(history, at, joint, 0, d);
        for (int c = 0; c < k; c++) {
            System.arraycopy(frame, c * width + at, joint, (c + 1) * d, d);
        }
    }

    private void store(long index) {
        int at = at(index);
        for (int i = 0; i < d; i++) {
            history[at + i] = now[i];
            history[at + d + i] = h * slope[i];
            for (int c = 0; c < k; c++) {
                frame[c * width + at + i] = now[(c + 1) * d + i];
                frame[c * width + at + d + i] = h * slope[(c + 1) * d + i];
            }
        }
    }

    private int at(long index) {
        return 2 * d * (int) (index % slots);
    }

    /// Slopes of the state and of all tangent vectors, `offset` cells after the last slot.
    private void slopes(double offset, double[] joint) {
        double t = origin + (n - slots + offset) * h;
        for (int m = 0; m < past.length; m++) {
            int state = flow.delayedState(m);
            past[m] = lags[m] == 0 ? joint[state] : value(history, 0, n + offset - lags[m], state);
        }
        System.arraycopy(joint, 0, x, 0, d);
        flow.derivative(t, x, past, derivative);
        System.arraycopy(derivative, 0, slope, 0, d);
        flow.jacobian(t, x, past, jacobian, pastJacobian);
        int delays = lags.length;
        for (int c = 0; c < k; c++) {
            int to = (c + 1) * d;
            for (int i = 0; i < d; i++) {
                double rate = 0;
                for (int j = 0; j < d; j++) {
                    rate += jacobian[i * d + j] * joint[to + j];
                }
                slope[to + i] = rate;
            }
            for (int m = 0; m < delays; m++) {
                int state = flow.delayedState(m);
                double u =
                        lags[m] == 0
                                ? joint[to + state]
                                : value(frame, c * width, n + offset - lags[m], state);
                for (int i = 0; i < d; i++) {
                    slope[to + i] += pastJacobian[i * delays + m] * u;
                }
            }
        }
    }

    /// State i of the history that begins at `from`, `position` slots after the beginning of time.
    private double value(double[] histories, int from, double position, int i) {
        long cell = (long) Math.floor(position);
        double u = position - cell;
        int left = from + at(cell) + i;
        if (u == 0) {
            return histories[left];
        }
        int right = from + at(cell + 1) + i;
        double rise = histories[right] - histories[left];
        double m0 = histories[left + d];
        double m1 = histories[right + d];
        return histories[left] + u * (m0 + u * (3 * rise - 2 * m0 - m1 + u * (m0 + m1 - 2 * rise)));
    }

    @Override
    public double time() {
        return origin + (n - slots) * h;
    }

    @Override
    public double[] state() {
        return x;
    }

    @Override
    public double[] frame() {
        return frame;
    }

    /// Not a number: volumes of histories shrink without bound.
    @Override
    public double divergence() {
        return Double.NaN;
    }
}
