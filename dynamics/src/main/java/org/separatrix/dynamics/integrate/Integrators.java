package org.separatrix.dynamics.integrate;

import org.separatrix.equations.Names;

import java.util.List;

/// The integrators by name; how to choose among them is told in the package's description.
public final class Integrators {

    private static final List<Method> METHODS =
            List.of(
                    Method.AUTO,
                    Method.of(FixedStepMethods.EULER),
                    Method.of(FixedStepMethods.HEUN),
                    Method.of(FixedStepMethods.RK4),
                    Method.of(DormandPrince.METHOD),
                    Method.of(Tsitouras.METHOD),
                    Method.of(Dop853.METHOD),
                    Method.of(Verner.METHOD),
                    Method.RODAS5P,
                    Method.RADAU,
                    Method.TAYLOR,
                    Method.of(Composition.LEAPFROG),
                    Method.of(Composition.YOSHIDA4),
                    Method.of(Composition.YOSHIDA6),
                    Method.of(Composition.YOSHIDA8));

    private Integrators() {}

    /// Names of all integrators.
    public static List<String> names() {
        return METHODS.stream().map(Method::name).toList();
    }

    /// The integrator called `name`, with default settings.
    ///
    /// @throws IllegalArgumentException if there is none; the message names the nearest
    public static Integrator named(String name) {
        return METHODS.stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .map(method -> new Integrator(method, Settings.DEFAULT))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no integrator '%s'%s"
                                        .formatted(name, Names.hint(name, names(), all()))));
    }

    private static String all() {
        return "; there are " + String.join(", ", names());
    }
}
