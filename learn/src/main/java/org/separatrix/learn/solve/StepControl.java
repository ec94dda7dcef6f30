package org.separatrix.learn.solve;

import org.separatrix.learn.LearnException;

import java.util.Arrays;

/// How the length of a step is chosen.
public sealed interface StepControl {

    /// Steps that no solution may exceed, so that a hopeless one ends.
    int MOST_STEPS = 100_000;

    /// Steps of one length, the last shortened to end where it should.
    ///
    /// @param h length, above 0
    record Constant(double h) implements StepControl {
        public Constant {
            if (!(h > 0) || Double.isInfinite(h)) {
                throw new LearnException("the step must be above 0, got " + h);
            }
        }
    }

    /// Steps that keep the estimated error near the tolerance, by a controller with memory.
    ///
    /// The factor to the next step is `safety r_n^-b1 r_(n-1)^-b2 r_(n-2)^-b3` for scaled errors
    /// `r`, with `b1 = (P+I+D)/p`, `b2 = -(P+2D)/p`, `b3 = D/p`.
    ///
    /// Source: G. Söderlind, "Digital filters in adaptive time-stepping", ACM TOMS 29 (2003).
    ///
    /// @param proportional P; 0 for a plain controller, 0.1 to 0.3 where noise makes errors ragged
    /// @param integral I
    /// @param derivative D
    /// @param first length of the first step; 0 to choose it
    /// @param shortest step below which the solution is given up
    /// @param longest step that is allowed
    /// @param stops times that a step must end at, such as jumps of the right-hand side
    record Adaptive(
            double relative,
            double absolute,
            double proportional,
            double integral,
            double derivative,
            double first,
            double shortest,
            double longest,
            double[] stops)
            implements StepControl {

        public Adaptive {
            if (!(relative >= 0) || !(absolute >= 0) || relative + absolute == 0) {
                throw new LearnException(
                        "tolerances must not be negative nor both 0, got %s and %s"
                                .formatted(relative, absolute));
            }
            stops = stops.clone();
            Arrays.sort(stops);
        }

        /// The same with times to step onto.
        public Adaptive stoppingAt(double... times) {
            return new Adaptive(
                    relative,
                    absolute,
                    proportional,
                    integral,
                    derivative,
                    first,
                    shortest,
                    longest,
                    times);
        }

        /// The same with other gains.
        public Adaptive gains(double p, double i, double d) {
            return new Adaptive(relative, absolute, p, i, d, first, shortest, longest, stops);
        }
    }

    /// Steps of one length.
    static Constant constant(double h) {
        return new Constant(h);
    }

    /// Steps for a tolerance.
    static Adaptive adaptive(double relative, double absolute) {
        return new Adaptive(
                relative, absolute, 0, 1, 0, 0, 1e-12, Double.POSITIVE_INFINITY, new double[0]);
    }
}
