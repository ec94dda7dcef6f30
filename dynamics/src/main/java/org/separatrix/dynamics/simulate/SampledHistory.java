package org.separatrix.dynamics.simulate;

import org.separatrix.dynamics.integrate.History;

/// The past of a delay system from evenly spaced states, joined by cubics through four of them;
/// before the first it was always there.
final class SampledHistory implements History {

    private final double span;
    private final double[] rows;
    private final int d;
    private final int cells;

    /// @param span time from the first row to the last, which is at time 0
    /// @param rows states in order of time, row-major, at least four
    /// @param d numbers of a state
    SampledHistory(double span, double[] rows, int d) {
        this.span = span;
        this.rows = rows.clone();
        this.d = d;
        cells = rows.length / d - 1;
    }

    @Override
    public void at(double t, double[] x) {
        double place = Math.clamp((t / span + 1) * cells, 0, cells);
        int first = Math.clamp((int) Math.floor(place) - 1, 0, cells - 3);
        double s = place - first;
        // Lagrange's weights at the nodes 0, 1, 2 and 3.
        double w0 = -(s - 1) * (s - 2) * (s - 3) / 6;
        double w1 = s * (s - 2) * (s - 3) / 2;
        double w2 = -s * (s - 1) * (s - 3) / 2;
        double w3 = s * (s - 1) * (s - 2) / 6;
        for (int i = 0; i < d; i++) {
            int at = first * d + i;
            x[i] =
                    w0 * rows[at]
                            + w1 * rows[at + d]
                            + w2 * rows[at + 2 * d]
                            + w3 * rows[at + 3 * d];
        }
    }
}
