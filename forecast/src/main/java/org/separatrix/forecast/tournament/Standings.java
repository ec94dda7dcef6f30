package org.separatrix.forecast.tournament;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// Medians of scored forecasts: over repeats first, then over systems.
final class Standings {

    private static final String ORACLE = "oracle";

    private final Map<String, Map<String, List<Scored>>> bySystem = new LinkedHashMap<>();
    private final Set<String> models = new LinkedHashSet<>();

    Standings(Collection<Scored> forecasts) {
        for (var forecast : forecasts) {
            models.add(forecast.trial().model());
            bySystem.computeIfAbsent(forecast.trial().system(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(forecast.trial().model(), _ -> new ArrayList<>())
                    .add(forecast);
        }
    }

    /// All forecasts but those of the true equations.
    List<Scored> all() {
        return systems().stream()
                .flatMap(s -> models().stream().flatMap(m -> of(s, m).stream()))
                .toList();
    }

    List<String> systems() {
        return List.copyOf(bySystem.keySet());
    }

    /// Models without the perfect one.
    List<String> models() {
        return models.stream().filter(m -> !m.equals(ORACLE)).toList();
    }

    /// Models from the least median to the largest.
    List<String> ranked(ToDoubleFunction<Scored> score) {
        return models().stream().sorted(Comparator.comparingDouble(m -> median(m, score))).toList();
    }

    /// Place of a model, from 1; NaN if it did not take part.
    double rank(String model, ToDoubleFunction<Scored> score) {
        int index = ranked(score).indexOf(model);
        return index < 0 ? Double.NaN : index + 1;
    }

    /// A model's value on each system, the median over repeats.
    double[] perSystem(String model, ToDoubleFunction<Scored> score) {
        return bySystem.values().stream()
                .mapToDouble(m ->
                        middle(
                                m.getOrDefault(model, List.of()).stream()
                                        .mapToDouble(score)
                                        .toArray()))
                .toArray();
    }

    /// Median over systems.
    double median(String model, ToDoubleFunction<Scored> score) {
        return middle(perSystem(model, score));
    }

    /// The forecasts of one system.
    List<Scored> of(String system, String model) {
        return bySystem.getOrDefault(system, Map.of()).getOrDefault(model, List.of());
    }

    /// Median of those that are numbers; NaN if none is.
    static double middle(double[] values) {
        double[] sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        int n = sorted.length;
        return n == 0 ? Double.NaN : 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
    }
}
