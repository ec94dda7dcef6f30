package org.separatrix.dynamics.integrate;

import org.separatrix.dynamics.Flow;

/// A named way to integrate.
///
/// @param name name by which it is asked for
/// @param order order of the solution; 0 if it adapts to the tolerance
/// @param fixed whether every step has the length that was set
/// @param factory makes the stepper of one integration
record Method(String name, int order, boolean fixed, Factory factory) {

    static final Method RODAS5P =
            new Method(
                    "rodas5p",
                    5,
                    false,
                    (flow, tolerance, _, counters) -> new Rodas5p(flow, tolerance, 0, counters));

    static final Method RADAU =
            new Method(
                    "radau",
                    5,
                    false,
                    (flow, tolerance, _, counters) -> new RadauIia(flow, tolerance, 0, counters));

    static final Method TAYLOR =
            new Method(
                    "taylor",
                    0,
                    false,
                    (flow, tolerance, _, counters) -> new TaylorStepper(flow, tolerance, counters));

    static final Method AUTO =
            new Method(
                    "auto",
                    0,
                    false,
                    (flow, tolerance, _, counters) -> new AutoStepper(flow, tolerance, counters));

    /// Makes the stepper of one integration.
    @FunctionalInterface
    interface Factory {
        Stepper stepper(Flow flow, Tolerance tolerance, Settings settings, Counters counters);
    }

    static Method of(ExplicitMethod method) {
        return new Method(
                method.tableau().name(),
                method.tableau().order(),
                !method.adaptive(),
                (flow, tolerance, settings, counters) ->
                        new RungeKuttaStepper(flow, method, tolerance, settings.step(), counters));
    }

    static Method of(Composition composition) {
        return new Method(
                composition.name(),
                composition.order(),
                true,
                (flow, _, settings, counters) ->
                        new SymplecticStepper(flow, composition, settings.step(), counters));
    }
}
