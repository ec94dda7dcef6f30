package org.separatrix.analysis.lyapunov;

import org.jspecify.annotations.Nullable;
import org.separatrix.dynamics.Flow;
import org.separatrix.dynamics.integrate.Tableaus;
import org.separatrix.equations.compile.ButcherTableau;

import java.util.Arrays;
import java.util.List;

/// A flow with its tangent vectors, `x' = f(t, x)` and `U' = J(t, x) U`, by Dormand and Prince's
/// method of order 8.
///
/// The error of the embedded fifth-order method is held below the tolerance for the states,
/// relative to the largest size each has had, and for every tangent vector, relative to its length;
/// the solution that is propagated is better by the ratio of the orders. The size of a coordinate
/// is not taken larger than its fastest motion through a sixth of a period, so that a phase that
/// has grown to thousands is still resolved. One step costs twelve right-hand sides and Jacobians
/// and about 70 (k + 1) d multiplications more.
final class ExplicitTangent implements TangentStepper {

    private static final double SAFETY = 0.9;
    private static final double SMALLEST_FACTOR = 0.2;
    private static final double LARGEST_FACTOR = 4;

    /// The longest step is a quarter of a period: this much of it is a period over 2 pi.
    private static final double REACH = 2 / Math.PI;

    private static final double SMALLEST_SIZE = 1e-10;

    /// How closely a crossing of a surface is located in time, over the longest step.
    private static final double SURFACE = 1e-11;

    /// A state this many times its first size has left every attractor.
    private static final double BLOW_UP = 1e12;

    /// The estimated error falls as the step to this power.
    private static final int ERROR_ORDER = 6;

    private final Flow flow;
    private final int d;
    private final int k;
    private final double tolerance;
    private final double longest;
    private final @Nullable Saltation saltation;
    private final ButcherTableau tableau = Tableaus.dop853();
    private final int s = tableau.stages();
    private final double[] x;
    private final double[] frame;
    private final double[] sizes;
    private final double[] speeds;
    private final double[] jacobian;
    private final double[] values;
    private final int[] columns;
    private final int[] rowEnds;
    private final double[] traces;
    private final double[] slope;
    private final double[] place;
    // State and frame in one: the state first, then the tangent vectors.
    private final double[] joint;
    private final double[] probe;
    private final double[] error;
    private final double[][] slopes;
    private double t;
    private double h;
    private double startSize;
    private double divergence;
    private long steps;

    /// @param k number of tangent vectors
    /// @param tolerance local error allowed
    /// @param longest longest step, in time units
    /// @param surfaces where the right-hand side may jump
    ExplicitTangent(
            Flow flow, int k, double tolerance, double longest, List<SwitchingSurface> surfaces) {
        this.flow = flow;
        saltation = surfaces.isEmpty() ? null : new Saltation(flow, surfaces);
        this.d = flow.dimension();
        this.k = k;
        this.tolerance = tolerance;
        this.longest = longest;
        x = new double[d];
        frame = new double[k * d];
        sizes = new double[d];
        speeds = new double[d];
        jacobian = new double[d * d];
        values = new double[d * d];
        columns = new int[d * d];
        rowEnds = new int[d];
        traces = new double[s];
        slope = new double[d];
        place = new double[d];
        int n = d + k * d;
        joint = new double[n];
        probe = new double[n];
        error = new double[n];
        slopes = new double[s][n];
    }

    @Override
    public void start(double time, double[] start) {
        System.arraycopy(start, 0, x, 0, d);
        startSize = 0;
        for (int i = 0; i < d; i++) {
            sizes[i] = Math.max(Math.abs(x[i]), SMALLEST_SIZE);
            startSize = Math.max(startSize, sizes[i]);
        }
        Arrays.fill(speeds, SMALLEST_SIZE / longest);
        if (saltation != null) {
            saltation.start(time, x);
        }
        t = time;
        h = longest / 100;
        divergence = 0;
    }

    @Override
    public void step() {
        System.arraycopy(x, 0, joint, 0, d);
        System.arraycopy(frame, 0, joint, d, frame.length);
        evaluate(0, t, joint);
        for (int i = 0; i < d; i++) {
            speeds[i] = Math.max(speeds[i], Math.abs(slopes[0][i]));
        }
        while (true) {
            double error = attempt();
            int surface = saltation == null ? -1 : saltation.crossed(t + h, probe);
            if (surface >= 0) {
                error = stopBefore(surface);
            }
            if (error <= 1 && surface >= 0) {
                cross(surface);
                return;
            }
            if (error <= 1) {
                double factor =
                        Math.min(
                                LARGEST_FACTOR,
                                SAFETY * Math.pow(Math.max(error, 1e-12), -1.0 / ERROR_ORDER));
                accept();
                h = Math.min(longest, h * factor);
                return;
            }
            double factor =
                    error < Double.POSITIVE_INFINITY
                            ? Math.max(
                                    SMALLEST_FACTOR, SAFETY * Math.pow(error, -1.0 / ERROR_ORDER))
                            : SMALLEST_FACTOR;
            h *= factor;
            if (h < 1e-14 * longest || t + h == t) {
                throw vanished();
            }
        }
    }

    /// Shortens the step so that it ends just before a surface; its error.
    private double stopBefore(int surface) {
        double low = 0;
        double high = h;
        while (high - low > SURFACE * longest && high - low > 4 * Math.ulp(t)) {
            h = 0.5 * (low + high);
            attempt();
            if (saltation().distance(surface, t + h, probe) > 0) {
                low = h;
            } else {
                high = h;
            }
        }
        h = low;
        return attempt();
    }

    private void cross(int surface) {
        double before = h;
        accept();
        double shortest = Math.max(SURFACE * longest, 4 * Math.ulp(t));
        t += saltation().cross(surface, t, x, frame, shortest);
        // After a step that happened to be short the error alone says how long the next may be.
        h = Math.max(before, longest / 100);
    }

    private Saltation saltation() {
        if (saltation == null) {
            throw new IllegalStateException("a smooth flow has no surfaces");
        }
        return saltation;
    }

    /// Computes the step into `probe`; the scaled error, at most 1 if it is small enough.
    private double attempt() {
        for (int stage = 1; stage < s; stage++) {
            System.arraycopy(joint, 0, probe, 0, probe.length);
            add(tableau.a()[stage], stage, probe);
            evaluate(stage, t + tableau.c()[stage] * h, probe);
        }
        Arrays.fill(error, 0);
        add(tableau.e(), s, error);
        System.arraycopy(joint, 0, probe, 0, probe.length);
        add(tableau.b(), s, probe);
        return scaledError();
    }

    private double scaledError() {
        double sum = 0;
        double reach = REACH * longest;
        for (int i = 0; i < d; i++) {
            double scale = Math.min(Math.max(sizes[i], Math.abs(probe[i])), reach * speeds[i]);
            double scaled = error[i] / scale;
            sum += scaled * scaled;
        }
        double largest = sum / d;
        for (int c = 0; c < k; c++) {
            double squaredError = 0;
            double squaredLength = 0;
            for (int i = d + c * d; i < 2 * d + c * d; i++) {
                squaredError += error[i] * error[i];
                squaredLength += probe[i] * probe[i];
            }
            // Not Math.max alone: a comparison with NaN must not let the step pass.
            double scaled = squaredError / squaredLength;
            largest = scaled <= largest ? largest : scaled;
        }
        double scaled = Math.sqrt(largest) / tolerance;
        return Double.isNaN(scaled) ? Double.POSITIVE_INFINITY : scaled;
    }

    private void accept() {
        for (int stage = 0; stage < s; stage++) {
            divergence += h * tableau.b()[stage] * traces[stage];
        }
        System.arraycopy(probe, 0, x, 0, d);
        System.arraycopy(probe, d, frame, 0, frame.length);
        for (int i = 0; i < d; i++) {
            sizes[i] = Math.max(sizes[i], Math.abs(x[i]));
        }
        t += h;
        steps++;
    }

    /// Adds `h sum weights[j] slopes[j]` over the first `stages` stages, three of them a pass.
    private void add(double[] weights, int stages, double[] sum) {
        int j = 0;
        while (true) {
            int first = next(weights, j, stages);
            if (first == stages) {
                return;
            }
            int second = next(weights, first + 1, stages);
            if (second == stages) {
                add(h * weights[first], slopes[first], sum);
                return;
            }
            int third = next(weights, second + 1, stages);
            if (third == stages) {
                add(h * weights[first], slopes[first], sum);
                add(h * weights[second], slopes[second], sum);
                return;
            }
            double a = h * weights[first];
            double b = h * weights[second];
            double c = h * weights[third];
            var u = slopes[first];
            var v = slopes[second];
            var w = slopes[third];
            for (int i = 0; i < sum.length; i++) {
                sum[i] += a * u[i] + b * v[i] + c * w[i];
            }
            j = third + 1;
        }
    }

    private static int next(double[] weights, int from, int stages) {
        int j = from;
        while (j < stages && weights[j] == 0) {
            j++;
        }
        return Math.min(j, stages);
    }

    private static void add(double weight, double[] slope, double[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * slope[i];
        }
    }

    private void evaluate(int stage, double time, double[] at) {
        System.arraycopy(at, 0, place, 0, d);
        flow.derivative(time, place, slope);
        flow.jacobian(time, place, jacobian);
        System.arraycopy(slope, 0, slopes[stage], 0, d);
        double trace = 0;
        for (int i = 0; i < d; i++) {
            trace += jacobian[i * d + i];
        }
        traces[stage] = trace;
        multiply(at, slopes[stage]);
    }

    /// `U' = J U`, vector by vector.
    private void multiply(double[] from, double[] to) {
        if (d == 3) {
            multiplyByThree(from, to);
            return;
        }
        // Large systems couple few states each: gather the entries that matter once for all
        // vectors.
        int entries = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                if (jacobian[i * d + j] != 0) {
                    columns[entries] = j;
                    values[entries++] = jacobian[i * d + j];
                }
            }
            rowEnds[i] = entries;
        }
        for (int c = d; c < from.length; c += d) {
            int entry = 0;
            for (int i = 0; i < d; i++) {
                double sum = 0;
                for (; entry < rowEnds[i]; entry++) {
                    sum += values[entry] * from[c + columns[entry]];
                }
                to[c + i] = sum;
            }
        }
    }

    /// The most common dimension, written out.
    private void multiplyByThree(double[] from, double[] to) {
        var a = jacobian;
        for (int c = 3; c < from.length; c += 3) {
            double u = from[c];
            double v = from[c + 1];
            double w = from[c + 2];
            to[c] = a[0] * u + a[1] * v + a[2] * w;
            to[c + 1] = a[3] * u + a[4] * v + a[5] * w;
            to[c + 2] = a[6] * u + a[7] * v + a[8] * w;
        }
    }

    private TangentFailureException vanished() {
        for (int i = 0; i < d; i++) {
            if (!(Math.abs(x[i]) < BLOW_UP * (1 + startSize))) {
                return new TangentFailureException(
                        "%s reached %.3g at t = %.6g: the trajectory leaves every bound"
                                .formatted(flow.names().get(i), x[i], t));
            }
        }
        return new TangentFailureException(
                ("the step shrank to %.3g at t = %.6g (step %d). Maybe the right-hand side jumps"
                                + " there, or the trajectory becomes infinite.")
                        .formatted(h, t, steps));
    }

    @Override
    public Course course() {
        return saltation == null ? Course.SMOOTH : saltation.course();
    }

    /// Accepted steps so far.
    long steps() {
        return steps;
    }

    @Override
    public double time() {
        return t;
    }

    @Override
    public double[] state() {
        return x;
    }

    @Override
    public double[] frame() {
        return frame;
    }

    @Override
    public double divergence() {
        return saltation == null ? divergence : divergence + saltation.logDeterminant();
    }
}
