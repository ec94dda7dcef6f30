package org.separatrix.dynamics.jump;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// One jump process under way.
final class JumpRun {

    private static final int PATIENCE = 4096;

    /// A reaction that can happen fewer times than this before a population is exhausted is fired
    /// one at a time.
    private static final int CRITICAL = 10;

    /// A leap shorter than this many mean waiting times does not pay.
    private static final double WORTHWHILE = 10;

    private static final int EVENTS_INSTEAD = 100;

    private final JumpProcess process;
    private final RandomGenerator random;
    private final JumpSimulator settings;
    private final double[] rates;
    private final double[] slopes;
    private final boolean[] critical;
    private final long[] fired;
    private final double[] drift;
    private final double[] spread;
    private final double[] order;
    private double[] x;
    private double[] trial;
    private double t;
    private double total;
    private long done;
    private int single;

    JumpRun(
            JumpProcess process,
            double[] x0,
            double t0,
            RandomGenerator random,
            JumpSimulator settings) {
        this.process = process;
        this.random = random;
        this.settings = settings;
        int count = process.reactions().size();
        int d = x0.length;
        rates = new double[count];
        slopes = new double[count * d];
        critical = new boolean[count];
        fired = new long[count];
        drift = new double[d];
        spread = new double[d];
        order = new double[d];
        x = x0.clone();
        trial = new double[d];
        t = t0;
    }

    double time() {
        return t;
    }

    double[] populations() {
        return x;
    }

    /// Goes on to the time `end`.
    void advance(double end) {
        while (t < end) {
            if (!settings.leaping() || single > 0) {
                single--;
                event(end);
            } else {
                leap(end);
            }
        }
    }

    /// The next event, or the time `end` if there is none before it; whether there was one.
    boolean event(double end) {
        evaluate();
        if (total == 0) {
            t = end;
            return false;
        }
        double wait = -Math.log1p(-random.nextDouble()) / total;
        if (t + wait >= end) {
            // Waiting times have no memory: the next call draws a new one.
            t = end;
            return false;
        }
        t += wait;
        int r = choose(total, false);
        if (!fire(r, 1, x)) {
            throw exhausted(r);
        }
        return true;
    }

    /// One leap of at most the time to `end`.
    private void leap(double end) {
        evaluate();
        if (total == 0) {
            t = end;
            return;
        }
        double criticalTotal = findCritical();
        double tau = longestLeap();
        if (tau < WORTHWHILE / total) {
            single = EVENTS_INSTEAD;
            return;
        }
        while (true) {
            double wait =
                    criticalTotal > 0
                            ? -Math.log1p(-random.nextDouble()) / criticalTotal
                            : Double.POSITIVE_INFINITY;
            double step = Math.min(Math.min(tau, wait), end - t);
            for (int r = 0; r < rates.length; r++) {
                fired[r] = critical[r] ? 0 : Poisson.sample(random, rates[r] * step);
            }
            if (step == wait) {
                fired[choose(criticalTotal, true)]++;
            }
            System.arraycopy(x, 0, trial, 0, x.length);
            boolean possible = true;
            for (int r = 0; r < rates.length; r++) {
                possible &= fire(r, fired[r], trial);
            }
            if (possible || Arrays.stream(trial).allMatch(v -> v >= 0)) {
                var free = x;
                x = trial;
                trial = free;
                t = step == end - t ? end : t + step;
                return;
            }
            tau = 0.5 * step;
        }
    }

    private void evaluate() {
        if (done++ % PATIENCE == 0 && settings.cancelled().getAsBoolean()) {
            throw new JumpException("cancelled at t = %s".formatted(t), t);
        }
        process.rates(t, x, rates);
        total = 0;
        for (int r = 0; r < rates.length; r++) {
            if (!(rates[r] >= 0) || Double.isInfinite(rates[r])) {
                throw new JumpException(
                        "the rate of reaction %d must be finite and not negative, got %s = %s at t = %s with %s = %s"
                                .formatted(
                                        r + 1,
                                        process.reactions().get(r).rate(),
                                        rates[r],
                                        t,
                                        process.species(),
                                        Arrays.toString(x)),
                        t);
            }
            total += rates[r];
        }
    }

    /// A reaction in proportion to its rate, among all or the critical ones only.
    private int choose(double sum, boolean onlyCritical) {
        double target = random.nextDouble() * sum;
        int last = -1;
        for (int r = 0; r < rates.length; r++) {
            if (rates[r] > 0 && (!onlyCritical || critical[r])) {
                last = r;
                target -= rates[r];
                if (target < 0) {
                    return r;
                }
            }
        }
        return last;
    }

    /// Adds `times` reactions `r`; whether the populations it changes stay at 0 or more.
    private boolean fire(int r, long times, double[] populations) {
        boolean possible = true;
        var changed = process.changed(r);
        var changes = process.changes(r);
        for (int n = 0; n < changed.length; n++) {
            populations[changed[n]] += (double) times * changes[n];
            possible &= populations[changed[n]] >= 0;
        }
        return possible;
    }

    /// A single event that could not happen is an error of its rate.
    private JumpException exhausted(int r) {
        int i = 0;
        while (x[i] >= 0) {
            i++;
        }
        return new JumpException(
                "reaction %d (rate %s) would leave %s at %.0f at t = %s: its rate must be 0 there"
                        .formatted(
                                r + 1,
                                process.reactions().get(r).rate(),
                                process.species().get(i),
                                x[i],
                                t),
                t);
    }

    /// Marks the reactions near exhaustion; the sum of their rates.
    private double findCritical() {
        double sum = 0;
        for (int r = 0; r < rates.length; r++) {
            double left = Double.POSITIVE_INFINITY;
            var changed = process.changed(r);
            for (int n = 0; n < changed.length; n++) {
                int change = process.changes(r)[n];
                if (change < 0) {
                    left = Math.min(left, Math.floor(x[changed[n]] / -change));
                }
            }
            critical[r] = rates[r] > 0 && left < CRITICAL;
            sum += critical[r] ? rates[r] : 0;
        }
        return sum;
    }

    /// The time in which mean and spread of the uncritical changes stay within epsilon.
    private double longestLeap() {
        int d = x.length;
        Arrays.fill(drift, 0);
        Arrays.fill(spread, 0);
        Arrays.fill(order, 0);
        process.rateSlopes(t, x, slopes);
        for (int r = 0; r < rates.length; r++) {
            double elasticity = 0;
            for (int i = 0; i < d && rates[r] > 0; i++) {
                elasticity += Math.abs(slopes[r * d + i]) * x[i] / rates[r];
            }
            for (int i = 0; i < d; i++) {
                if (slopes[r * d + i] != 0) {
                    order[i] = Math.max(order[i], Math.max(1, elasticity));
                }
            }
            if (!critical[r]) {
                for (int n = 0; n < process.changed(r).length; n++) {
                    int i = process.changed(r)[n];
                    int change = process.changes(r)[n];
                    drift[i] += change * rates[r];
                    spread[i] += (double) change * change * rates[r];
                }
            }
        }
        double tau = Double.POSITIVE_INFINITY;
        for (int i = 0; i < d; i++) {
            if (order[i] > 0) {
                double allowed = Math.max(settings.epsilon() * x[i] / order[i], 1);
                tau = Math.min(tau, allowed / Math.abs(drift[i]));
                tau = Math.min(tau, allowed * allowed / spread[i]);
            }
        }
        return tau;
    }
}
