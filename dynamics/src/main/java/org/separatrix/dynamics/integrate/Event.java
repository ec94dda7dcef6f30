package org.separatrix.dynamics.integrate;

/// A moment to find during an integration: `g(t, x)` passes through zero.
///
/// The moment is located on the dense output of the step, to round-off in time. A zero that is only
/// touched is no event unless the dense output really changes sign there. An integration that
/// starts on a zero does not report it: the sign just after the start counts as the sign before.
///
/// @param name name under which it is reported
/// @param function the event function g
/// @param direction which passages count, in the direction of integration
/// @param action what happens then
public record Event(String name, Function function, Direction direction, Action action) {

    /// A function of time and state.
    @FunctionalInterface
    public interface Function {

        /// Value at time `t` and state `x`; must not write to `x`.
        double value(double t, double[] x);
    }

    /// A change of the state.
    @FunctionalInterface
    public interface Jump {

        /// Overwrites `x`, the state at time `t`, with the state after the event.
        void apply(double t, double[] x);
    }

    /// A look at the state.
    @FunctionalInterface
    public interface Observer {

        /// Sees the state `x` at time `t`, valid until this call returns.
        void observe(double t, double[] x);
    }

    /// Which passages through zero count.
    public enum Direction {
        RISING,
        FALLING,
        EITHER
    }

    /// What an event does.
    public sealed interface Action {

        /// Writes the event down and goes on.
        record Mark() implements Action {}

        /// Writes the event down and ends the integration there.
        record Stop() implements Action {}

        /// Goes on without writing anything down.
        record Observe(Observer observer) implements Action {}

        /// Writes the event down, changes the state and goes on from there.
        record Apply(Jump jump) implements Action {}
    }

    /// An event in either direction that is written down.
    public static Event when(String name, Function function) {
        return new Event(name, function, Direction.EITHER, new Action.Mark());
    }

    /// The same event, only where g rises.
    public Event rising() {
        return new Event(name, function, Direction.RISING, action);
    }

    /// The same event, only where g falls.
    public Event falling() {
        return new Event(name, function, Direction.FALLING, action);
    }

    /// The same event, ending the integration.
    public Event stop() {
        return new Event(name, function, direction, new Action.Stop());
    }

    /// The same event, only shown to `observer`.
    public Event observe(Observer observer) {
        return new Event(name, function, direction, new Action.Observe(observer));
    }

    /// The same event, changing the state: an impact, a reset.
    public Event apply(Jump jump) {
        return new Event(name, function, direction, new Action.Apply(jump));
    }
}
