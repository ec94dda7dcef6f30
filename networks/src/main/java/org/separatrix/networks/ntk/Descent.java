package org.separatrix.networks.ntk;

/// How long and by what rule a squared cost was descended; each eigenmode of the kernel goes its
/// own way.
///
/// A mode of rate `r = lambda/N` has [#remaining] of its error left. Training moves the weights of
/// kernel regression by [#gain] times the error: `remaining = 1 - r gain`, which stays exact where
/// r is zero.
public sealed interface Descent {

    /// Gradient flow up to time `t`, which may be infinite.
    record Flow(double t) implements Descent {
        public Flow {
            if (!(t >= 0)) {
                throw new IllegalArgumentException("time must not be negative, got " + t);
            }
        }
    }

    /// Gradient descent.
    ///
    /// @param steps number of steps
    /// @param rate learning rate
    record Steps(int steps, double rate) implements Descent {
        public Steps {
            check(steps, rate);
        }
    }

    /// Gradient descent with heavy-ball momentum, `f_{k+1} = f_k + momentum (f_k - f_{k-1}) - rate
    /// Theta (f_k - y)/N`, started at rest.
    record HeavyBall(int steps, double rate, double momentum) implements Descent {
        public HeavyBall {
            check(steps, rate);
            if (!(momentum >= 0 && momentum < 1)) {
                throw new IllegalArgumentException("momentum must lie in [0, 1), got " + momentum);
            }
        }
    }

    private static void check(int steps, double rate) {
        if (steps < 0) {
            throw new IllegalArgumentException("steps must not be negative, got " + steps);
        }
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("learning rate must be positive, got " + rate);
        }
    }

    /// Share of a mode's error that is left.
    ///
    /// @param r rate of the mode, not negative
    default double remaining(double r) {
        return switch (this) {
            case Flow(double t) -> r == 0 ? 1 : Math.exp(-t * r);
            case Steps(int steps, double rate) -> Math.pow(1 - rate * r, steps);
            case HeavyBall _ -> 1 - r * gain(r);
        };
    }

    /// `(1 - remaining)/r`, the time or its like that the mode has been driven for.
    default double gain(double r) {
        return switch (this) {
            case Flow(double t) -> {
                if (Double.isInfinite(t)) {
                    yield 1 / r;
                }
                yield t * r < 1e-12 ? t : -Math.expm1(-t * r) / r;
            }
            case Steps(int steps, double rate) ->
                    rate * r < 1e-12
                            ? steps * rate
                            : rate * r < 1
                                    ? -Math.expm1(steps * Math.log1p(-rate * r)) / r
                                    : (1 - Math.pow(1 - rate * r, steps)) / r;
            case HeavyBall(int steps, double rate, double momentum) -> {
                double before = 0;
                double gain = 0;
                for (int k = 0; k < steps; k++) {
                    double next = gain + momentum * (gain - before) + rate * (1 - r * gain);
                    before = gain;
                    gain = next;
                }
                yield gain;
            }
        };
    }

    /// Refuses a learning rate that the fastest mode cannot follow.
    ///
    /// @param fastest largest rate lambda/N of a mode
    default void requireStable(double fastest) {
        switch (this) {
            case Flow _ -> {}
            case Steps(_, double rate) -> requireBelow(rate, 2 / fastest);
            case HeavyBall(_, double rate, double momentum) ->
                    requireBelow(rate, 2 * (1 + momentum) / fastest);
        }
    }

    private static void requireBelow(double rate, double limit) {
        if (rate > limit) {
            throw new IllegalArgumentException(
                    "learning rate %.4g diverges; the largest stable one is %.4g, from 2N/lambda_max"
                            .formatted(rate, limit));
        }
    }
}
