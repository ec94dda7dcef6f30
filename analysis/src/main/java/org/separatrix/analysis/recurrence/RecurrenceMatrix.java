package org.separatrix.analysis.recurrence;

import org.separatrix.dynamics.Trajectory;

import java.util.BitSet;

/// Which pairs of points of a trajectory lie closer than a radius; symmetric, n² bits.
///
/// Source: J.-P. Eckmann, S. Oliffson Kamphorst and D. Ruelle, Europhys. Lett. 4 (1987), 973.
public final class RecurrenceMatrix {

    private static final int LARGEST = 30_000;

    private final int n;
    private final BitSet[] rows;

    private RecurrenceMatrix(int n, BitSet[] rows) {
        this.n = n;
        this.rows = rows;
    }

    /// The recurrences of a trajectory.
    ///
    /// @param radius Euclidean distance in the units of the states
    public static RecurrenceMatrix of(Trajectory points, double radius) {
        int n = points.size();
        if (n > LARGEST) {
            throw new IllegalArgumentException(
                    "a recurrence matrix holds at most %d points, got %d: thin them out"
                            .formatted(LARGEST, n));
        }
        if (!(radius > 0)) {
            throw new IllegalArgumentException("radius must be positive, got " + radius);
        }
        int d = points.dimension();
        var states = points.states();
        var rows = new BitSet[n];
        for (int i = 0; i < n; i++) {
            rows[i] = new BitSet(n);
        }
        double limit = radius * radius;
        for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
                double squared = 0;
                for (int k = 0; k < d && squared < limit; k++) {
                    double difference = states[i * d + k] - states[j * d + k];
                    squared += difference * difference;
                }
                if (squared < limit) {
                    rows[i].set(j);
                    rows[j].set(i);
                }
            }
        }
        return new RecurrenceMatrix(n, rows);
    }

    /// Number of points.
    public int size() {
        return n;
    }

    /// Whether the points at times `i` and `j` are close.
    public boolean recurs(int i, int j) {
        return rows[i].get(j);
    }

    /// Number of close pairs, every pair in both orders, each point with itself.
    long count() {
        long count = 0;
        for (var row : rows) {
            count += row.cardinality();
        }
        return count;
    }
}
