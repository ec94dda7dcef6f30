package org.separatrix.dynamics.simulate;

import org.jspecify.annotations.Nullable;
import org.separatrix.dynamics.IteratedMap;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.integrate.History;
import org.separatrix.dynamics.jump.JumpProcess;
import org.separatrix.dynamics.jump.JumpProcess.Reaction;
import org.separatrix.dynamics.spectral.SemilinearPde;
import org.separatrix.equations.Equations;
import org.separatrix.equations.SystemKind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns descriptions into the systems that are not plain flows.
public final class Systems {

    private Systems() {}

    /// The map of a description, with its inverse if it has one.
    public static IteratedMap map(SystemDescription description) {
        expect(description, SystemDescription.Kind.MAP);
        var system = description.system();
        return description
                .inverse()
                .map(text -> Equations.parse(text, description.parameters(), SystemKind.MAP))
                .map(inverse -> IteratedMap.of(system, inverse))
                .orElseGet(() -> IteratedMap.of(system));
    }

    /// The reactions of a description: keys `states` and `reactions`, each with `change` and
    /// `rate`.
    ///
    /// @throws IllegalArgumentException if a key is missing or malformed, by name
    public static JumpProcess jump(SystemDescription description) {
        expect(description, SystemDescription.Kind.JUMP);
        var species = list(description, "states").stream().map(String::valueOf).toList();
        var reactions = new ArrayList<Reaction>();
        for (Object entry : list(description, "reactions")) {
            if (!(entry instanceof Map<?, ?> map
                    && map.get("change") instanceof Map<?, ?> change
                    && map.get("rate") != null)) {
                throw problem(
                        description,
                        "reactions[%d] must have a 'change' and a 'rate'"
                                .formatted(reactions.size()));
            }
            var changes = new LinkedHashMap<String, Integer>();
            for (var pair : change.entrySet()) {
                if (!(pair.getValue() instanceof Integer number)) {
                    throw problem(
                            description,
                            "reactions[%d].change.%s must be a whole number, got %s"
                                    .formatted(reactions.size(), pair.getKey(), pair.getValue()));
                }
                changes.put(String.valueOf(pair.getKey()), number);
            }
            reactions.add(new Reaction(changes, String.valueOf(map.get("rate"))));
        }
        return JumpProcess.of(species, reactions, description.parameters());
    }

    /// The partial differential equation of a description: keys `points` and `length`.
    ///
    /// @throws IllegalArgumentException if a key is missing or malformed, by name
    public static SemilinearPde pde(SystemDescription description) {
        expect(description, SystemDescription.Kind.PDE);
        return SemilinearPde.of(
                description.equations(),
                description.parameters(),
                (int) number(description, "points"),
                number(description, "length"));
    }

    /// The start profiles of a partial differential equation, on its grid.
    public static double[] start(SystemDescription description, SemilinearPde pde) {
        return pde.start(list(description, "start").stream().map(String::valueOf).toList());
    }

    /// The past of a delay system: `history`, a mapping of `span` and `values`, or what was always
    /// at its start.
    ///
    /// @throws IllegalArgumentException if a key is missing or malformed, by name
    public static History history(SystemDescription description) {
        expect(description, SystemDescription.Kind.DELAY);
        int d = description.initial().length;
        if (!(description.extra().get("history") instanceof Map<?, ?> map)) {
            return History.constant(description.initial());
        }
        if (!(map.get("values") instanceof List<?> values)
                || values.size() < 4 * d
                || values.size() % d != 0) {
            throw problem(
                    description,
                    "history.values must be a list of at least 4 rows of %d numbers".formatted(d));
        }
        double span = number(description, "history.span", map.get("span"));
        if (!(span > 0) || Double.isInfinite(span)) {
            throw problem(description, "history.span must be positive, got " + span);
        }
        var rows = new double[values.size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = number(description, "history.values[" + i + "]", values.get(i));
        }
        return new SampledHistory(span, rows, d);
    }

    /// A number among the settings that only some kinds have.
    static double number(SystemDescription description, String key) {
        return number(description, key, description.extra().get(key));
    }

    private static double number(
            SystemDescription description, String key, @Nullable Object value) {
        try {
            return Double.parseDouble(String.valueOf(value));
        } catch (NumberFormatException e) {
            throw problem(
                    description,
                    value == null
                            ? "missing key '%s'".formatted(key)
                            : "%s must be a number, got '%s'".formatted(key, value));
        }
    }

    private static List<?> list(SystemDescription description, String key) {
        if (!(description.extra().get(key) instanceof List<?> list)) {
            throw problem(description, "missing list '%s'".formatted(key));
        }
        return list;
    }

    private static void expect(SystemDescription description, SystemDescription.Kind kind) {
        if (description.kind() != kind) {
            throw new IllegalStateException(
                    "%s is a %s, not a %s"
                            .formatted(description.name(), description.kind().text(), kind.text()));
        }
    }

    private static IllegalArgumentException problem(SystemDescription description, String text) {
        return new IllegalArgumentException(description.name() + ": " + text);
    }
}
