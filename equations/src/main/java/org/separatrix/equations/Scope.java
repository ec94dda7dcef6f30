package org.separatrix.equations;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The names of a system and what they are.
///
/// Scalars, families and arrays are known by their base name; their elements by the flat name
/// `x[2]`.
final class Scope {

    /// What a name is.
    enum Role {
        STATE,
        DEFINITION,
        PARAMETER,
        FUNCTION;

        String text() {
            return "a " + name().toLowerCase(Locale.ROOT);
        }
    }

    /// All elements under one base name; the extents are those of a box around the indices seen.
    static final class Family {
        private final Role role;
        private final long[] low;
        private final long[] high;

        Family(Role role, int rank) {
            this.role = role;
            this.low = new long[rank];
            this.high = new long[rank];
            Arrays.fill(low, Long.MAX_VALUE);
            Arrays.fill(high, Long.MIN_VALUE);
        }

        Role role() {
            return role;
        }

        int rank() {
            return low.length;
        }

        long low(int dimension) {
            return low[dimension];
        }

        long high(int dimension) {
            return high[dimension];
        }

        void include(long... indices) {
            for (int k = 0; k < indices.length; k++) {
                low[k] = Math.min(low[k], indices[k]);
                high[k] = Math.max(high[k], indices[k]);
            }
        }
    }

    private static final Pattern PARAMETER_NAME =
            Pattern.compile("([\\p{L}_][\\p{L}\\p{Nd}_]*)(?:\\[(\\d{1,6}(?:,\\d{1,6})*)])?");

    private final boolean open;
    private final Map<String, Family> families = new LinkedHashMap<>();
    private final Map<String, Statement> functions = new LinkedHashMap<>();
    private final Map<String, Double> parameters = new LinkedHashMap<>();
    private final Set<String> declared = new HashSet<>();
    private final Set<String> ready = new HashSet<>();

    private Scope(boolean open) {
        this.open = open;
    }

    /// A scope in which every name is allowed and stands for itself.
    static Scope everything() {
        return new Scope(true);
    }

    /// A scope of the parameters alone.
    ///
    /// @throws IllegalArgumentException if a parameter cannot have its name
    static Scope of(Map<String, ParameterValue> values) {
        var scope = new Scope(false);
        values.forEach((name, value) -> {
            switch (value) {
                case ParameterValue.Scalar(double number) -> scope.scalar(name, number);
                case ParameterValue.Vector(double[] numbers) -> scope.vector(name, numbers);
                case ParameterValue.Matrix(double[][] rows) -> scope.matrix(name, rows);
            }
        });
        return scope;
    }

    private void scalar(String name, double value) {
        var match = PARAMETER_NAME.matcher(name);
        if (!match.matches() || name.length() > Limits.NAME) {
            throw new IllegalArgumentException(
                    "parameter name must be a letter followed by letters, digits and _, got '%s'"
                            .formatted(name));
        }
        String base = match.group(1);
        String indices = match.group(2);
        long[] at =
                indices == null
                        ? new long[0]
                        : Arrays.stream(indices.split(",", -1))
                                .mapToLong(Long::parseLong)
                                .toArray();
        parameter(base, at, value);
    }

    private void vector(String name, double[] values) {
        for (int i = 0; i < values.length; i++) {
            parameter(name, new long[] {i}, values[i]);
        }
    }

    private void matrix(String name, double[][] rows) {
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows[i].length; j++) {
                parameter(name, new long[] {i, j}, rows[i][j]);
            }
        }
    }

    private void parameter(String base, long[] indices, double value) {
        if (Words.reserved(base)) {
            throw new IllegalArgumentException(
                    "parameter name '%s' is a reserved word: choose another name".formatted(base));
        }
        Family family =
                families.computeIfAbsent(base, _ -> new Family(Role.PARAMETER, indices.length));
        if (family.rank() != indices.length || parameters.put(flat(base, indices), value) != null) {
            throw new IllegalArgumentException("parameter '%s' is given twice".formatted(base));
        }
        if (parameters.size() > Limits.NODES) {
            throw new IllegalArgumentException(
                    "parameters have more than %d elements".formatted(Limits.NODES));
        }
        family.include(indices);
    }

    /// `x` without indices, `x[0]`, `u[1,2]`.
    static String flat(String base, long... indices) {
        if (indices.length == 0) {
            return base;
        }
        var name = new StringBuilder(base).append('[').append(indices[0]);
        for (int k = 1; k < indices.length; k++) {
            name.append(',').append(indices[k]);
        }
        return name.append(']').toString();
    }

    /// Whether unknown names stand for themselves.
    boolean isOpen() {
        return open;
    }

    @Nullable Family find(String base) {
        return families.get(base);
    }

    /// Makes the family of a base name known; answers the present one if there is one.
    Family declare(String base, Role role, int rank) {
        return families.computeIfAbsent(base, _ -> new Family(role, rank));
    }

    /// Adds one element by its flat name; false if it was there.
    boolean declareElement(String flat) {
        return declared.add(flat);
    }

    /// Whether the element was declared or is a parameter's.
    boolean has(String flat) {
        return declared.contains(flat) || parameters.containsKey(flat);
    }

    void define(Statement function) {
        families.put(function.name(), new Family(Role.FUNCTION, 0));
        functions.put(function.name(), function);
    }

    @Nullable Statement function(String name) {
        return functions.get(name);
    }

    /// Marks a definition as evaluated: from here on expressions may use it.
    void finish(String definition) {
        ready.add(definition);
    }

    boolean finished(String definition) {
        return ready.contains(definition);
    }

    @Nullable Double parameter(String flat) {
        return parameters.get(flat);
    }

    List<String> parameterNames() {
        return List.copyOf(parameters.keySet());
    }

    List<Double> parameterValues() {
        return List.copyOf(parameters.values());
    }

    /// Base names to suggest instead of an unknown name.
    Collection<String> names() {
        return families.keySet();
    }

    /// Names to suggest instead of an unknown function.
    Collection<String> functionNames() {
        List<String> names = new ArrayList<>(functions.keySet());
        names.addAll(Words.UNARY.keySet());
        names.addAll(Words.BINARY.keySet());
        names.addAll(List.of("if", "sum", "product"));
        return names;
    }
}
