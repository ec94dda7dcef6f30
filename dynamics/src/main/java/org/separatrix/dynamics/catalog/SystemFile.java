package org.separatrix.dynamics.catalog;

import org.jspecify.annotations.Nullable;
import org.separatrix.equations.Names;
import org.separatrix.equations.ParameterValue;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Reads a system from YAML text.
///
/// The text may come from a stranger: its size is bounded, aliases are refused, keys are checked
/// and nothing but numbers, words and equations can come of it.
public final class SystemFile {

    private static final int LARGEST = 1_000_000;
    private static final int DEEPEST = 20;
    private static final int LONGEST_MESSAGE = 300;
    private static final Set<String> KEYS =
            Set.of(
                    "name",
                    "kind",
                    "field",
                    "description",
                    "citation",
                    "equations",
                    "parameters",
                    "initial",
                    "publishedStart",
                    "history",
                    "period",
                    "step",
                    "observables",
                    "tags",
                    "inverse",
                    "invariants",
                    "published",
                    "variants",
                    "remarks",
                    "states",
                    "reactions",
                    "length",
                    "points",
                    "noise",
                    "end",
                    "start");
    private static final Set<String> EXTRA =
            Set.of("states", "reactions", "length", "points", "noise", "end", "start", "history");

    private final String source;

    private SystemFile(String source) {
        this.source = source;
    }

    /// The system that `yaml` describes.
    ///
    /// @param source name of the file, for messages
    /// @throws SystemFileException if the text is no such description, with the line or the key
    public static SystemDescription read(String yaml, String source) {
        return new SystemFile(source).parse(yaml);
    }

    private SystemDescription parse(String yaml) {
        if (yaml.length() > LARGEST) {
            throw problem(
                    "file has %d characters, at most %d are read"
                            .formatted(yaml.length(), LARGEST));
        }
        var settings =
                LoadSettings.builder()
                        .setLabel(source)
                        .setMaxAliasesForCollections(0)
                        .setCodePointLimit(LARGEST)
                        .setAllowDuplicateKeys(false)
                        .build();
        Object root;
        try {
            checkNesting(yaml, settings);
            root = new Load(settings).loadFromString(yaml);
        } catch (MarkedYamlEngineException e) {
            var mark = e.getProblemMark();
            throw problem(
                    mark.map(m ->
                                    "line %d, column %d: "
                                            .formatted(m.getLine() + 1, m.getColumn() + 1))
                                    .orElse("")
                            + e.getProblem());
        } catch (YamlEngineException e) {
            throw problem(String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable"));
        }
        var map = map(root, "the file");
        for (String key : map.keySet()) {
            if (!KEYS.contains(key)) {
                throw problem("unknown key '%s'%s".formatted(key, Names.hint(key, KEYS, "")));
            }
        }
        var kind = kind(text(map, "kind", "flow"));
        var extra = new LinkedHashMap<String, Object>();
        map.forEach((key, value) -> {
            if (EXTRA.contains(key) && value != null) {
                extra.put(key, value);
            }
        });
        if (kind != SystemDescription.Kind.JUMP && !map.containsKey("equations")) {
            throw problem("missing key 'equations'");
        }
        var published = map(map.get("published"), "published");
        return new SystemDescription(
                text(map, "name", stem(source)),
                kind,
                text(map, "field", ""),
                text(map, "description", ""),
                text(map, "citation", ""),
                text(map, "equations", "").stripTrailing(),
                parameters(map(map.get("parameters"), "parameters")),
                vector(map.get("initial"), "initial"),
                vector(map.get("publishedStart"), "publishedStart"),
                number(map, "period"),
                number(map, "step"),
                strings(map.get("observables"), "observables"),
                strings(map.get("tags"), "tags"),
                Optional.ofNullable(map.get("inverse")).map(Object::toString),
                invariants(map(map.get("invariants"), "invariants"), "invariants"),
                invariants(published, "published"),
                text(published, "source", ""),
                variants(map(map.get("variants"), "variants")),
                text(map, "remarks", "").strip(),
                extra);
    }

    /// Refuses what is nested deeply: the loader calls itself for each level.
    private void checkNesting(String yaml, LoadSettings settings) {
        int depth = 0;
        for (var event : new Parse(settings).parseString(yaml)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case Alias, Comment, DocumentEnd, DocumentStart, Scalar, StreamEnd, StreamStart -> {
                    continue;
                }
            }
            if (depth > DEEPEST) {
                int line = event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
                throw problem(
                        "line %d: lists and mappings are nested deeper than %d levels"
                                .formatted(line, DEEPEST));
            }
        }
    }

    private SystemDescription.Kind kind(String text) {
        for (var kind : SystemDescription.Kind.values()) {
            if (kind.text().equals(text)) {
                return kind;
            }
        }
        throw problem(
                "kind must be flow, map, delay, stochastic, jump or pde, got '%s'".formatted(text));
    }

    private Map<String, ParameterValue> parameters(Map<String, @Nullable Object> map) {
        var values = new LinkedHashMap<String, ParameterValue>();
        map.forEach((key, value) -> values.put(key, parameter(key, value)));
        return values;
    }

    private ParameterValue parameter(String key, @Nullable Object value) {
        String path = "parameters." + key;
        if (!(value instanceof List<?> list)) {
            return ParameterValue.of(number(value, path));
        }
        if (!list.isEmpty() && list.getFirst() instanceof List<?> first) {
            var rows = new double[list.size()][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = vector(list.get(i), path + "[" + i + "]");
                if (rows[i].length != first.size()) {
                    throw problem(
                            "%s: rows of a matrix must have equal length, row %d has %d, row 0 has %d"
                                    .formatted(path, i, rows[i].length, first.size()));
                }
            }
            return ParameterValue.of(rows);
        }
        return ParameterValue.of(vector(value, path));
    }

    private Map<String, SystemDescription.Variant> variants(Map<String, @Nullable Object> map) {
        var found = new LinkedHashMap<String, SystemDescription.Variant>();
        map.forEach((key, value) -> {
            var entry = map(value, "variants." + key);
            found.put(
                    key,
                    new SystemDescription.Variant(
                            text(entry, "remark", "").strip(), text(entry, "equations", "")));
        });
        return found;
    }

    private Invariants invariants(Map<String, @Nullable Object> map, String path) {
        if (map.isEmpty()) {
            return Invariants.NONE;
        }
        var lyapunov = new ArrayList<Estimate>();
        if (map.get("lyapunov") instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                lyapunov.add(estimate(list.get(i), path + ".lyapunov[" + i + "]"));
            }
        } else if (map.get("maximumLyapunov") != null) {
            lyapunov.add(estimate(map.get("maximumLyapunov"), path + ".maximumLyapunov"));
        }
        return new Invariants(
                lyapunov,
                optional(map, "kaplanYorke", path),
                optional(map, "correlation", path),
                optional(map, "pesin", path),
                optional(map, "multiscaleEntropy", path),
                optional(map, "period", path),
                list(vector(map.get("mean"), path + ".mean")),
                list(vector(map.get("deviation"), path + ".deviation")),
                strings(map.get("notes"), path + ".notes"));
    }

    private static List<Double> list(double[] values) {
        return java.util.Arrays.stream(values).boxed().toList();
    }

    private Optional<Estimate> optional(
            Map<String, @Nullable Object> map, String key, String path) {
        var value = map.get(key);
        return value == null ? Optional.empty() : Optional.of(estimate(value, path + "." + key));
    }

    private Estimate estimate(@Nullable Object value, String path) {
        if (value instanceof List<?> pair && pair.size() == 2) {
            return new Estimate(number(pair.get(0), path), number(pair.get(1), path));
        }
        return new Estimate(number(value, path), Double.NaN);
    }

    private Map<String, @Nullable Object> map(@Nullable Object value, String path) {
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> raw)) {
            throw problem("%s must be a mapping of keys to values".formatted(path));
        }
        var map = new LinkedHashMap<String, @Nullable Object>();
        raw.forEach((key, entry) -> map.put(String.valueOf(key), entry));
        return map;
    }

    private static String text(Map<String, @Nullable Object> map, String key, String missing) {
        var value = map.get(key);
        return value == null ? missing : value.toString();
    }

    private OptionalDouble number(Map<String, @Nullable Object> map, String key) {
        var value = map.get(key);
        if (value == null) {
            return OptionalDouble.empty();
        }
        double number = number(value, key);
        if (!(number > 0) || Double.isInfinite(number)) {
            throw problem("%s must be positive, got %s".formatted(key, value));
        }
        return OptionalDouble.of(number);
    }

    private double number(@Nullable Object value, String path) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof String text) {
            // YAML 1.2 reads 1e-3 without a point as text.
            try {
                return Double.parseDouble(text.strip());
            } catch (NumberFormatException e) {
                throw problem("%s must be a number, got '%s'".formatted(path, text));
            }
        }
        throw problem("%s must be a number, got %s".formatted(path, value));
    }

    private double[] vector(@Nullable Object value, String path) {
        if (value == null) {
            return new double[0];
        }
        if (!(value instanceof List<?> list)) {
            throw problem("%s must be a list of numbers".formatted(path));
        }
        var numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(list.get(i), path + "[" + i + "]");
        }
        return numbers;
    }

    private List<String> strings(@Nullable Object value, String path) {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw problem("%s must be a list".formatted(path));
        }
        return list.stream().map(String::valueOf).toList();
    }

    private static String stem(String source) {
        String file = source.substring(source.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }

    private SystemFileException problem(String text) {
        // The text may quote a value of any length.
        String line = text.replace('\n', ' ');
        String shown =
                line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) + "..." : line;
        return new SystemFileException(String.format(Locale.ROOT, "%s: %s", source, shown));
    }
}
