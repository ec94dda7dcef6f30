package org.separatrix.dynamics.ensemble;

import org.separatrix.dynamics.Trajectory;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// States of all members of an ensemble at the times asked for.
///
/// A member that failed has NaN from the first time it did not reach.
public final class EnsembleResult {

    private final double[] times;
    private final List<String> names;
    private final double[][] states;
    private final String[] failures;
    private final long[] steps;

    EnsembleResult(double[] times, List<String> names, int members) {
        this.times = times.clone();
        this.names = names;
        states = new double[members][times.length * names.size()];
        failures = new String[members];
        Arrays.fill(failures, "");
        steps = new long[members];
    }

    /// Number of members, m.
    public int members() {
        return states.length;
    }

    /// The times, a copy of length n.
    public double[] times() {
        return times.clone();
    }

    /// States of one member at all times, sharing this result's array.
    public Trajectory trajectory(int member) {
        return new Trajectory(times, states[member], names);
    }

    /// State of one member at the last time, a copy of length d.
    public double[] last(int member) {
        int d = names.size();
        return Arrays.copyOfRange(states[member], (times.length - 1) * d, times.length * d);
    }

    /// Why a member did not reach the end, with the time; empty if it did.
    public Optional<String> failure(int member) {
        return failures[member].isEmpty() ? Optional.empty() : Optional.of(failures[member]);
    }

    /// Number of members that did not reach the end.
    public int failures() {
        return (int) Arrays.stream(failures).filter(f -> !f.isEmpty()).count();
    }

    /// Number of steps a member took.
    public long steps(int member) {
        return steps[member];
    }

    double time(int i) {
        return times[i];
    }

    int points() {
        return times.length;
    }

    void store(int member, int point, double[] state) {
        System.arraycopy(state, 0, states[member], point * state.length, state.length);
    }

    void finish(int member, long count) {
        steps[member] = count;
    }

    void fail(int member, int firstMissing, long count, String reason) {
        int d = names.size();
        Arrays.fill(states[member], firstMissing * d, times.length * d, Double.NaN);
        failures[member] = reason;
        steps[member] = count;
    }
}
