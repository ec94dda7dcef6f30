package org.separatrix.lab;

import org.separatrix.equations.Names;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/// The registry of methods: every [Experiment] on the class path, in the order of their numbers.
public final class Methods {

    private Methods() {}

    /// All methods.
    public static List<Experiment<?>> all() {
        List<Experiment<?>> found =
                ServiceLoader.load(Experiment.class).stream()
                        .<Experiment<?>>map(ServiceLoader.Provider::get)
                        .sorted(Comparator.comparingInt(e -> e.card().number()))
                        .toList();
        return found;
    }

    /// The method that a user's text means: number, short name or both.
    ///
    /// @throws LabException if there is none, with the nearest names
    public static Experiment<?> named(String text) {
        var all = all();
        return all.stream()
                .filter(e -> e.card().answersTo(text))
                .findFirst()
                .orElseThrow(() -> {
                    var ids = all.stream().map(e -> e.card().id()).toList();
                    var names = all.stream().map(e -> e.card().name()).toList();
                    var near = Names.nearest(text, names);
                    return new LabException(
                            "unknown method '%s'; %s"
                                    .formatted(
                                            text,
                                            near.isEmpty()
                                                    ? "known are " + String.join(", ", ids)
                                                    : "did you mean "
                                                            + String.join(" or ", near)
                                                            + "?"));
                });
    }
}
