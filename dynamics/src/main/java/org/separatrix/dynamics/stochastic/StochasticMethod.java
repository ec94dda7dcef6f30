package org.separatrix.dynamics.stochastic;

import java.util.Arrays;
import java.util.stream.Collectors;

/// The methods for stochastic differential equations.
public enum StochasticMethod {
    /// Euler and Maruyama's method for Itô equations: strong order 0.5, weak order 1; any noise.
    EULER("euler"),
    /// Milstein's method for Itô equations with commutative noise: strong order 1.
    MILSTEIN("milstein"),
    /// Rößler's SRIW1 for Itô equations with scalar or diagonal noise: strong order 1.5.
    SRI("sri"),
    /// Heun's method for Stratonovich equations: strong order 1 for commutative noise, else 0.5.
    HEUN("heun");

    private final String text;

    StochasticMethod(String text) {
        this.text = text;
    }

    /// Its name in settings and on the command line.
    public String text() {
        return text;
    }

    /// The method called `name`.
    ///
    /// @throws IllegalArgumentException if there is none
    public static StochasticMethod named(String name) {
        return Arrays.stream(values())
                .filter(m -> m.text.equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no stochastic method %s; there are %s"
                                        .formatted(
                                                name,
                                                Arrays.stream(values())
                                                        .map(StochasticMethod::text)
                                                        .collect(Collectors.joining(", ")))));
    }

    /// The best method for the noise of `flow`: [#SRI] where it applies, otherwise [#EULER].
    public static StochasticMethod suiting(StochasticFlow flow) {
        return flow.structure().single() ? SRI : EULER;
    }

    StochasticStep step(StochasticFlow flow) {
        return switch (this) {
            case EULER -> new EulerMaruyama(flow);
            case MILSTEIN -> new Milstein(flow);
            case SRI -> new Sri(flow);
            case HEUN -> new HeunStratonovich(flow);
        };
    }
}
