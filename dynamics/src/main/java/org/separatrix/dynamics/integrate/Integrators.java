package org.separatrix.dynamics.integrate;

import java.util.Comparator;
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
                                "no integrator %s; did you mean %s? There are %s."
                                        .formatted(
                                                name, nearest(name), String.join(", ", names()))));
    }

    private static String nearest(String name) {
        return names().stream()
                .min(Comparator.comparingInt(candidate -> edits(name, candidate)))
                .orElseThrow();
    }

    /// Levenshtein distance.
    private static int edits(String a, String b) {
        var previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return previous[b.length()];
    }
}
