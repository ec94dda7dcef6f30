package org.separatrix.forecast;

import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.Arrays;

/// Iterates a one-step model on its own output.
public final class Rollout {

    /// Scaled states beyond this have left any attractor.
    private static final double LOST = 1e3;

    private Rollout() {}

    /// The next scaled row from the scaled past.
    public interface Step {

        /// @param past rows in order; the newest is `past[end - 1]`
        double[] next(double[][] past, int end);
    }

    /// Forecast of `steps` rows by a step in scaled units; NaN once the state is lost.
    public static Prediction run(
            Segment history, Scaling scaling, int context, int steps, Step step) {
        int keep = Math.min(history.size(), Math.max(context, 1));
        var rows = new double[keep + steps][];
        for (int i = 0; i < keep; i++) {
            rows[i] = scaling.apply(history.values()[history.size() - keep + i]);
        }
        var values = new double[steps][];
        boolean lost = false;
        for (int k = 0; k < steps; k++) {
            if (!lost) {
                rows[keep + k] = step.next(rows, keep + k);
                for (double v : rows[keep + k]) {
                    lost |= !(Math.abs(v) < LOST);
                }
            }
            values[k] = lost ? missing(history.dimension()) : scaling.undo(rows[keep + k]);
        }
        return Prediction.of(future(history, values));
    }

    /// The segment that follows `history`.
    public static Segment future(Segment history, double[][] values) {
        return new Segment(history.time(history.size()), history.step(), values, history.names());
    }

    public static double[] missing(int channels) {
        var row = new double[channels];
        Arrays.fill(row, Double.NaN);
        return row;
    }
}
