package org.separatrix.analysis.lyapunov;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// One run: discards a transient, then records how the orthonormalised frame grows in blocks of
/// nearly equal length.
final class TangentRun {

    /// Blocks of a run: enough to see a correlation time of a fiftieth of it.
    static final int BLOCKS = 128;

    private static final int STEPS_BETWEEN_QUESTIONS = 256;

    private final TangentStepper stepper;
    private final int d;
    private final LyapunovSettings settings;
    private final boolean completed;
    private final double[] logs;
    private long steps;

    /// @param d length of a tangent vector
    /// @param k number of tangent vectors
    /// @param completed whether the growth of one vector more is found from the divergence
    TangentRun(TangentStepper stepper, int d, int k, boolean completed, LyapunovSettings settings) {
        this.stepper = stepper;
        this.d = d;
        this.settings = settings;
        this.completed = completed;
        logs = new double[k];
    }

    /// Runs from `x0` at time 0.
    ///
    /// @param unit what settings count in: the period in time units, 1 for a map
    Growth from(double[] x0, double unit, RandomGenerator random) {
        stepper.start(0, x0);
        Orthonormalisation.random(stepper.frame(), logs.length, d, random);
        advance(settings.transients() * unit);
        double length = settings.periods() * unit;
        double begin = stepper.time();
        double divergence = stepper.divergence();
        var durations = new double[BLOCKS];
        var blocks = new double[BLOCKS][];
        for (int b = 0; b < BLOCKS; b++) {
            double from = stepper.time();
            double divergenceBefore = stepper.divergence();
            Arrays.fill(logs, 0);
            advance(begin + length * (b + 1) / BLOCKS);
            durations[b] = stepper.time() - from;
            blocks[b] =
                    completed ? withLast(stepper.divergence() - divergenceBefore) : logs.clone();
        }
        return new Growth(durations, blocks, stepper.divergence() - divergence, stepper.course());
    }

    /// The logarithms and what is missing from their sum to the growth of volume.
    private double[] withLast(double volume) {
        var all = Arrays.copyOf(logs, logs.length + 1);
        double sum = 0;
        for (double log : logs) {
            sum += log;
        }
        all[logs.length] = volume - sum;
        return all;
    }

    /// Steps until `end` is reached or passed and leaves the frame orthonormal.
    private void advance(double end) {
        int sinceOrthonormal = 0;
        while (stepper.time() < end) {
            if (++steps % STEPS_BETWEEN_QUESTIONS == 0 && settings.cancelled().getAsBoolean()) {
                throw new LyapunovCancelledException(stepper.time());
            }
            stepper.step();
            if (++sinceOrthonormal == settings.interval()) {
                Orthonormalisation.apply(stepper.frame(), d, logs);
                sinceOrthonormal = 0;
            }
        }
        if (sinceOrthonormal > 0) {
            Orthonormalisation.apply(stepper.frame(), d, logs);
        }
    }
}
