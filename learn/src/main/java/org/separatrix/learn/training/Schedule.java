package org.separatrix.learn.training;

/// The learning rate of each step.
@FunctionalInterface
public interface Schedule {

    /// Rate of a step.
    ///
    /// @param step counts from 0
    double rate(long step);

    /// The same rate throughout.
    static Schedule constant(double rate) {
        return _ -> rate;
    }

    /// Falls continuously by `factor` every `every` steps.
    static Schedule exponential(double rate, double factor, long every) {
        return step -> rate * Math.pow(factor, (double) step / every);
    }

    /// Falls from `rate` to `last` over `steps`, along half a cosine.
    static Schedule cosine(double rate, double last, long steps) {
        return step -> {
            double share = Math.min(1, (double) step / steps);
            return last + 0.5 * (rate - last) * (1 + Math.cos(Math.PI * share));
        };
    }

    /// Falls by `factor` at once, every `every` steps.
    static Schedule steps(double rate, double factor, long every) {
        return step -> rate * Math.pow(factor, (double) Math.floorDiv(step, every));
    }

    /// The same after a linear rise over the first `steps`.
    default Schedule warmedUp(long steps) {
        return step -> rate(step) * Math.min(1, (step + 1.0) / steps);
    }
}
