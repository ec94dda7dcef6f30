package org.separatrix.dynamics.integrate;

import java.util.Arrays;

/// The past of a delay integration: the given history, then one polynomial a step.
///
/// Polynomials are in powers of the fraction theta of the step, coefficient k of state i at `k*d +
/// i`. Those older than the longest memory are dropped.
final class DelayPast {

    private final History history;
    private final double start;
    private final double memory;
    private final int d;
    private final int block;
    private final double[] buffer;
    private double[] from = new double[64];
    private double[] to = new double[64];
    private double[] coefficients;
    private int first;
    private int size;

    /// @param memory how far back values are asked for, in time units
    DelayPast(History history, double start, double memory, int d, int degree) {
        this.history = history;
        this.start = start;
        this.memory = memory;
        this.d = d;
        block = (degree + 1) * d;
        buffer = new double[d];
        coefficients = new double[64 * block];
    }

    /// Makes room for the step from `t0` to `t1` and returns where its coefficients begin in
    /// [#coefficients].
    int add(double t0, double t1) {
        while (size - first > 1 && to[first] < t0 - memory) {
            first++;
        }
        if (size == from.length) {
            compact();
        }
        from[size] = t0;
        to[size] = t1;
        return size++ * block;
    }

    double[] coefficients() {
        return coefficients;
    }

    /// Drops the old steps, and doubles the room when most are still needed.
    private void compact() {
        int kept = size - first;
        int room = kept > from.length / 2 ? 2 * from.length : from.length;
        from = Arrays.copyOf(Arrays.copyOfRange(from, first, size), room);
        to = Arrays.copyOf(Arrays.copyOfRange(to, first, size), room);
        coefficients =
                Arrays.copyOf(
                        Arrays.copyOfRange(coefficients, first * block, size * block),
                        room * block);
        first = 0;
        size = kept;
    }

    /// Value of state `i` at time `t`.
    ///
    /// @param before whether to look at the history when `t` is the start itself
    double value(double t, int i, boolean before) {
        if (before || t < start || size == first) {
            // Seen from before, a jump at the start has not happened yet.
            history.at(before && t >= start ? Math.nextDown(start) : t, buffer);
            return buffer[i];
        }
        int step = find(t);
        double theta = (t - from[step]) / (to[step] - from[step]);
        int at = step * block + i;
        double value = coefficients[at + block - d];
        for (int k = block - 2 * d; k >= 0; k -= d) {
            value = value * theta + coefficients[at + k];
        }
        return value;
    }

    /// The step that holds `t`, the first or the last if none does.
    private int find(double t) {
        int low = first;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (to[middle] < t) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
