package org.separatrix.dynamics.integrate;

import org.separatrix.dynamics.DelayFlow;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.equations.compile.ButcherTableau;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/// One delay integration at work: the steps, the breaking points, the past.
final class DelayRun {

    private static final ButcherTableau TABLEAU = Tsitouras.METHOD.tableau();
    private static final int STAGES = TABLEAU.stages();
    private static final int DEGREE = 4;

    /// A breaking point this many lags after the start is smoother than the order of the method.
    private static final int LEVELS = 5;

    private static final int MOST_BREAKING_POINTS = 10_000;

    private final DelayFlow flow;
    private final Settings settings;
    private final boolean fixed;
    private final double[] offsets;
    private final History history;
    private final Tolerance tolerance;
    private final StepController controller = new StepController(5);
    private final int d;
    private final double[] past;
    private final double[][] k;
    private final double[] error;
    private double[] x;
    private double[] next;
    private final double[] probe;

    private double start;
    private double t;
    private long accepted;
    private long rejected;

    DelayRun(DelayFlow flow, History history, Settings settings, boolean fixed, double[] offsets) {
        this.flow = flow;
        this.history = history;
        this.settings = settings;
        this.fixed = fixed;
        this.offsets = offsets;
        d = flow.dimension();
        tolerance = settings.tolerance(d);
        past = new double[flow.delays()];
        k = new double[STAGES][d];
        error = new double[d];
        x = new double[d];
        next = new double[d];
        probe = new double[d];
    }

    Trajectory solve(double[] times, List<String> names) {
        start = times[0];
        t = start;
        double end = times[times.length - 1];
        history.at(start, x);
        double memory = Math.max(flow.largestLag(), offsets[offsets.length - 1]);
        var known = new DelayPast(history, start, memory, d, DEGREE);
        var states = new double[times.length * d * offsets.length];
        sample(known, start, states, 0);
        int done = 1;
        double longest = smallestLag();
        double h = times.length > 1 ? Math.min(firstStep(end - start), longest) : 0;
        var breaks = breakingPoints(end);
        int nextBreak = 0;
        guard(t, x);
        slope(known, t, x, k[0], longest);
        while (done < times.length) {
            double wall = nextBreak < breaks.length ? breaks[nextBreak] : end;
            h = Math.min(h, longest);
            double proposed = h;
            boolean lands = t + h >= wall - 1e-12 * Math.max(1, Math.abs(wall));
            if (lands) {
                h = wall - t;
            } else if (t + 2 * h > wall && !fixed) {
                h = 0.5 * (wall - t);
            }
            check(h);
            if (!attempt(known, h)) {
                rejected++;
                h *= controller.factor();
                continue;
            }
            double after = lands ? wall : t + h;
            guard(after, next);
            record(known, t, after, h);
            accepted++;
            var free = x;
            x = next;
            next = free;
            t = after;
            while (done < times.length && times[done] <= t) {
                sample(known, times[done], states, done);
                done++;
            }
            h = fixed ? settings.step() : Math.max(h * controller.factor(), lands ? proposed : 0);
            if (lands && nextBreak < breaks.length) {
                nextBreak++;
                slope(known, t, x, k[0], longest);
            } else {
                System.arraycopy(k[STAGES - 1], 0, k[0], 0, d);
            }
        }
        return new Trajectory(times.clone(), states, names);
    }

    /// Fills the stages and [#next]; whether the error is small enough.
    private boolean attempt(DelayPast known, double h) {
        for (int s = 1; s < STAGES; s++) {
            var a = TABLEAU.a()[s];
            for (int i = 0; i < d; i++) {
                double sum = 0;
                for (int r = 0; r < s; r++) {
                    sum += a[r] * k[r][i];
                }
                probe[i] = x[i] + h * sum;
            }
            if (s == STAGES - 1) {
                System.arraycopy(probe, 0, next, 0, d);
            }
            slope(known, t + TABLEAU.c()[s] * h, probe, k[s], h);
        }
        if (fixed) {
            return true;
        }
        for (int i = 0; i < d; i++) {
            double sum = 0;
            for (int s = 0; s < STAGES; s++) {
                sum += TABLEAU.e()[s] * k[s][i];
            }
            error[i] = h * sum;
        }
        return controller.accepts(tolerance.squaredNorm(error, x, next));
    }

    /// The right-hand side at `time` inside the step of length `h` that begins at [#t].
    private void slope(DelayPast known, double time, double[] at, double[] dx, double h) {
        for (int m = 0; m < past.length; m++) {
            double lag = flow.lag(m);
            int state = flow.delayedState(m);
            // The step holds no breaking point: its middle tells on which side of the start it is.
            past[m] =
                    lag == 0
                            ? at[state]
                            : known.value(time - lag, state, t + 0.5 * h - lag < start);
        }
        flow.derivative(time, at, past, dx);
    }

    /// Keeps the dense output of the accepted step.
    private void record(DelayPast known, double t0, double t1, double h) {
        int at = known.add(t0, t1);
        var c = known.coefficients();
        System.arraycopy(x, 0, c, at, d);
        Arrays.fill(c, at + d, at + (DEGREE + 1) * d, 0);
        for (int s = 0; s < STAGES; s++) {
            var weights = Tsitouras.DENSE[s];
            for (int power = 0; power < DEGREE; power++) {
                double w = h * weights[power];
                for (int i = 0; i < d; i++) {
                    c[at + (power + 1) * d + i] += w * k[s][i];
                }
            }
        }
    }

    private void sample(DelayPast known, double time, double[] states, int row) {
        int columns = offsets.length;
        for (int i = 0; i < d; i++) {
            for (int m = 0; m < columns; m++) {
                double at = time - offsets[m];
                states[(row * d + i) * columns + m] =
                        offsets[m] == 0 && time == t ? x[i] : known.value(at, i, at < start);
            }
        }
    }

    private double smallestLag() {
        double smallest = Double.POSITIVE_INFINITY;
        for (int m = 0; m < past.length; m++) {
            if (flow.lag(m) > 0) {
                smallest = Math.min(smallest, flow.lag(m));
            }
        }
        return smallest;
    }

    private double firstStep(double span) {
        if (settings.step() > 0) {
            return settings.step();
        }
        return Math.min(span, 1e-3 * Math.max(flow.largestLag(), 1e-3 * span));
    }

    /// Sums of up to [#LEVELS] lags after the start, in order, up to `end`.
    private double[] breakingPoints(double end) {
        var found = new TreeSet<Double>();
        var level = new TreeSet<Double>(List.of(start));
        for (int n = 0; n < LEVELS && found.size() < MOST_BREAKING_POINTS; n++) {
            var further = new TreeSet<Double>();
            for (double point : level) {
                for (int m = 0; m < past.length; m++) {
                    double image = point + flow.lag(m);
                    if (flow.lag(m) > 0 && image < end) {
                        further.add(image);
                    }
                }
            }
            found.addAll(further);
            level = further;
        }
        var points = new double[found.size()];
        int n = 0;
        for (double point : found) {
            // Sums of the same lags in another order differ by round-off.
            if (n == 0 || point - points[n - 1] > 1e-10 * Math.max(1, Math.abs(point))) {
                points[n++] = point;
            }
        }
        return Arrays.copyOf(points, n);
    }

    private void check(double h) {
        if (settings.cancelled().getAsBoolean()) {
            throw IntegrationException.cancelled(t, accepted, h, x);
        }
        if (accepted + rejected >= settings.maxSteps()) {
            throw new StepLimitException(
                    "more than %d steps needed: t = %s reached with steps of %.3g. Maybe allow more steps or loosen the tolerance."
                            .formatted(settings.maxSteps(), t, h),
                    report(h));
        }
        if (!(h > 1e-15 * Math.abs(t))) {
            throw new StepSizeTooSmallException(
                    "the step shrank to %.3g at t = %s (step %d). Maybe the right-hand side jumps there, or loosen the tolerance."
                            .formatted(h, t, accepted),
                    report(h));
        }
    }

    private void guard(double time, double[] state) {
        for (int i = 0; i < d; i++) {
            if (!(Math.abs(state[i]) <= settings.bound()) || Double.isInfinite(state[i])) {
                throw IntegrationException.diverged(
                        t,
                        accepted,
                        time - t,
                        x,
                        flow.names().get(i),
                        state[i],
                        "Maybe the solution grows without bound; check the history and"
                                + " parameters.");
            }
        }
    }

    private StepReport report(double h) {
        return new StepReport(t, accepted, h, x.clone());
    }
}
