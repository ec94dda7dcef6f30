package org.separatrix.analysis.transport;

import java.util.Arrays;

/// The cheapest one-to-one assignment of rows to columns.
///
/// Shortest augmenting paths with potentials: O(n^3) time, O(n) memory beside the costs. A thousand
/// rows take about a second.
///
/// Source: R. Jonker and A. Volgenant, Computing 38 (1987); H. W. Kuhn, Nav. Res. Logist. Q. 2
/// (1955).
public final class OptimalAssignment {

    private OptimalAssignment() {}

    /// The column assigned to each row.
    ///
    /// @param costs `[n][n]`, finite
    public static int[] of(double[][] costs) {
        int n = costs.length;
        for (double[] row : costs) {
            if (row.length != n) {
                throw new IllegalArgumentException(
                        "expected costs of shape (%d, %d), got a row of %d"
                                .formatted(n, n, row.length));
            }
        }
        // Index 0 of the work arrays is a virtual column; rows and columns count from 1.
        var rowPrice = new double[n + 1];
        var columnPrice = new double[n + 1];
        var owner = new int[n + 1];
        var previous = new int[n + 1];
        var slack = new double[n + 1];
        var reached = new boolean[n + 1];
        for (int row = 1; row <= n; row++) {
            owner[0] = row;
            Arrays.fill(slack, Double.POSITIVE_INFINITY);
            Arrays.fill(reached, false);
            int column = 0;
            do {
                reached[column] = true;
                int from = owner[column];
                double[] cost = costs[from - 1];
                double step = Double.POSITIVE_INFINITY;
                int next = -1;
                for (int j = 1; j <= n; j++) {
                    if (!reached[j]) {
                        double reduced = cost[j - 1] - rowPrice[from] - columnPrice[j];
                        if (reduced < slack[j]) {
                            slack[j] = reduced;
                            previous[j] = column;
                        }
                        if (slack[j] < step) {
                            step = slack[j];
                            next = j;
                        }
                    }
                }
                if (next < 0) {
                    throw new IllegalArgumentException("costs must be finite");
                }
                for (int j = 0; j <= n; j++) {
                    if (reached[j]) {
                        rowPrice[owner[j]] += step;
                        columnPrice[j] -= step;
                    } else {
                        slack[j] -= step;
                    }
                }
                column = next;
            } while (owner[column] != 0);
            while (column != 0) {
                owner[column] = owner[previous[column]];
                column = previous[column];
            }
        }
        var assigned = new int[n];
        for (int j = 1; j <= n; j++) {
            assigned[owner[j] - 1] = j - 1;
        }
        return assigned;
    }
}
