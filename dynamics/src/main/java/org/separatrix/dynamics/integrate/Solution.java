package org.separatrix.dynamics.integrate;

import java.util.List;

/// The end of an integration, the events on the way and what it cost.
public final class Solution {

    private final double time;
    private final double[] state;
    private final boolean stopped;
    private final List<Occurrence> events;
    private final Statistics statistics;

    Solution(
            double time,
            double[] state,
            boolean stopped,
            List<Occurrence> events,
            Statistics statistics) {
        this.time = time;
        this.state = state;
        this.stopped = stopped;
        this.events = List.copyOf(events);
        this.statistics = statistics;
    }

    /// Time reached: the end asked for, or the time of the event that stopped the integration.
    public double time() {
        return time;
    }

    /// State at [#time], a copy of length d.
    public double[] state() {
        return state.clone();
    }

    /// Value of state number `j` at [#time].
    public double state(int j) {
        return state[j];
    }

    /// Whether an event ended the integration before its time.
    public boolean stopped() {
        return stopped;
    }

    /// The recorded events in the order they happened.
    public List<Occurrence> events() {
        return events;
    }

    /// The recorded events called `name`, in the order they happened.
    public List<Occurrence> events(String name) {
        return events.stream().filter(e -> e.name().equals(name)).toList();
    }

    /// What the integration cost.
    public Statistics statistics() {
        return statistics;
    }
}
