package org.separatrix.forecast.deep;

import org.separatrix.forecast.Scaling;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.Arrays;

/// Forecasts in the data's own units.
final class Future {

    /// Scaled states beyond this have left any attractor.
    private static final double LOST = 1e3;

    private Future() {}

    /// What follows a history; NaN from the first row that has left the attractor.
    ///
    /// @param scaled rows in standard deviations, changed
    static Prediction of(Segment history, double[][] scaled, Scaling scaling) {
        boolean lost = false;
        for (int k = 0; k < scaled.length; k++) {
            for (double v : scaled[k]) {
                lost |= !(Math.abs(v) < LOST);
            }
            if (lost) {
                scaled[k] = new double[scaled[k].length];
                Arrays.fill(scaled[k], Double.NaN);
            } else {
                scaled[k] = scaling.undo(scaled[k]);
            }
        }
        return Prediction.of(
                new Segment(history.time(history.size()), history.step(), scaled, history.names()));
    }

    /// The last `rows` rows of each history, scaled, row after row.
    static double[] ends(java.util.List<Segment> histories, int rows, Scaling scaling) {
        int d = histories.getFirst().dimension();
        var seen = new double[histories.size() * rows * d];
        int at = 0;
        for (var history : histories) {
            for (int i = history.size() - rows; i < history.size(); i++) {
                System.arraycopy(scaling.apply(history.values()[i]), 0, seen, at, d);
                at += d;
            }
        }
        return seen;
    }
}
