package org.separatrix.dynamics;

import java.util.Arrays;
import java.util.List;

/// States of a system at given times: times `[n]`, states `[n × d]`, names and units.
///
/// A trajectory takes the arrays it is made from without copying them, and its slices share them:
/// whoever hands them over must not write to them afterwards. Then it is immutable and may be
/// shared between threads.
public final class Trajectory {

    private final double[] times;
    private final double[] states;
    private final List<String> names;
    private final List<String> units;
    private final int first;
    private final int size;

    /// A trajectory without units.
    public Trajectory(double[] times, double[] states, List<String> names) {
        this(times, states, names, List.of());
    }

    /// A trajectory.
    ///
    /// @param times length n, not copied
    /// @param states state j at time i at `i*d + j`, row-major, length n*d, not copied
    /// @param names names of the states, length d, at least one
    /// @param units units of the states, length d, or empty when they have none
    public Trajectory(double[] times, double[] states, List<String> names, List<String> units) {
        this(times, states, List.copyOf(names), List.copyOf(units), 0, times.length);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("names must hold one name a state, got none");
        }
        if (states.length != times.length * names.size()) {
            throw new IllegalArgumentException(
                    "expected states of length %d (%d times of %d states), got %d"
                            .formatted(
                                    times.length * names.size(),
                                    times.length,
                                    names.size(),
                                    states.length));
        }
        if (!units.isEmpty() && units.size() != names.size()) {
            throw new IllegalArgumentException(
                    "expected %d units, one a state, or none, got %d: %s"
                            .formatted(names.size(), units.size(), units));
        }
    }

    private Trajectory(
            double[] times,
            double[] states,
            List<String> names,
            List<String> units,
            int first,
            int size) {
        this.times = times;
        this.states = states;
        this.names = names;
        this.units = units;
        this.first = first;
        this.size = size;
    }

    /// Number of times, n.
    public int size() {
        return size;
    }

    /// Number of states, d.
    public int dimension() {
        return names.size();
    }

    /// Names of the states, length d.
    public List<String> names() {
        return names;
    }

    /// Units of the states, length d, or empty.
    public List<String> units() {
        return units;
    }

    /// Time number `i`.
    public double time(int i) {
        return times[first + checked(i)];
    }

    /// State number `j` at time number `i`.
    public double state(int i, int j) {
        return states[(first + checked(i)) * dimension() + checkedState(j)];
    }

    /// All states at time number `i`, a copy of length d.
    public double[] state(int i) {
        int from = (first + checked(i)) * dimension();
        return Arrays.copyOfRange(states, from, from + dimension());
    }

    /// State number `j` at all times, a copy of length n.
    public double[] column(int j) {
        int offset = first * dimension() + checkedState(j);
        var column = new double[size];
        for (int i = 0; i < size; i++) {
            column[i] = states[offset + i * dimension()];
        }
        return column;
    }

    /// The state called `name` at all times, a copy of length n.
    public double[] column(String name) {
        int j = names.indexOf(name);
        if (j < 0) {
            throw new IllegalArgumentException(
                    "no state %s; the states are %s".formatted(name, String.join(", ", names)));
        }
        return column(j);
    }

    /// The times, a copy of length n.
    public double[] times() {
        return Arrays.copyOfRange(times, first, first + size);
    }

    /// The states row by row, a copy of length n*d.
    public double[] states() {
        return Arrays.copyOfRange(states, first * dimension(), (first + size) * dimension());
    }

    /// The states at the last time, a copy of length d.
    public double[] last() {
        return state(size - 1);
    }

    /// Times number `from` to `to - 1`, sharing the arrays of this trajectory.
    public Trajectory slice(int from, int to) {
        if (from < 0 || to < from || to > size) {
            throw new IndexOutOfBoundsException(
                    "slice must satisfy 0 <= from <= to <= %d, got from %d to %d"
                            .formatted(size, from, to));
        }
        return new Trajectory(times, states, names, units, first + from, to - from);
    }

    private int checked(int i) {
        if (i < 0 || i >= size) {
            throw new IndexOutOfBoundsException(
                    "time index must lie in 0..%d, got %d".formatted(size - 1, i));
        }
        return i;
    }

    private int checkedState(int j) {
        if (j < 0 || j >= dimension()) {
            throw new IndexOutOfBoundsException(
                    "state index must lie in 0..%d, got %d".formatted(dimension() - 1, j));
        }
        return j;
    }

    @Override
    public String toString() {
        return "Trajectory of %d times, states %s".formatted(size, String.join(", ", names));
    }
}
