package org.separatrix.dynamics.catalog;

import org.separatrix.dynamics.CompiledFlow;
import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.Equations;
import org.separatrix.equations.Names;
import org.separatrix.equations.ParameterValue;
import org.separatrix.equations.SystemKind;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// A system as its file describes it: immutable, nothing compiled yet.
///
/// @param name unique name
/// @param kind what advances it
/// @param field branch of science
/// @param description one sentence
/// @param citation where it was published
/// @param equations text in the language of equations
/// @param parameters values by name, in order
/// @param initial a start, on the attractor where there is one; length d (a constant history for
///   delays)
/// @param publishedStart the start of the literature or of another catalogue, where that one lies
///   off the attractor and `initial` is another; else empty
/// @param period dominant period in time units, as published or measured
/// @param step recommended integration step in time units
/// @param observables bounded functions of the state to look at instead of it, empty if the state
///   is bounded
/// @param tags `hamiltonian`, `driven`, and others
/// @param inverse text of the inverse of a map, if it has one
/// @param invariants computed by this program
/// @param published values of the literature or of another catalogue, a second opinion
/// @param publishedSource where those come from
/// @param variants other equations under the same name, with the reason
/// @param remarks what a user should know
/// @param extra settings that only some kinds have, such as the domain of a partial differential
///   equation
public record SystemDescription(
        String name,
        Kind kind,
        String field,
        String description,
        String citation,
        String equations,
        Map<String, ParameterValue> parameters,
        double[] initial,
        double[] publishedStart,
        OptionalDouble period,
        OptionalDouble step,
        List<String> observables,
        List<String> tags,
        Optional<String> inverse,
        Invariants invariants,
        Invariants published,
        String publishedSource,
        Map<String, Variant> variants,
        String remarks,
        Map<String, Object> extra) {

    /// Key in [#extra] of the past of a delay system.
    static final String HISTORY = "history";

    /// What advances a system.
    public enum Kind {
        /// Ordinary differential equations.
        FLOW,
        /// An iterated map.
        MAP,
        /// Differential equations with delays.
        DELAY,
        /// Stochastic differential equations.
        STOCHASTIC,
        /// Reactions that happen one by one.
        JUMP,
        /// Partial differential equations on a periodic grid.
        PDE;

        /// The word in files and listings.
        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// Other equations for the same system.
    public record Variant(String remark, String equations) {}

    /// Whether the system is written as equations of states, which [#system] can parse.
    public boolean hasStateEquations() {
        return kind != Kind.JUMP && kind != Kind.PDE;
    }

    /// What to know before believing the computed invariants, a line each.
    public List<String> notes() {
        return invariants.notes();
    }

    /// The equations, parsed.
    ///
    /// @throws org.separatrix.equations.EquationException if the text has a mistake
    /// @throws IllegalStateException for kinds that are not written as equations of states
    public EquationSystem system() {
        return switch (kind) {
            case MAP -> Equations.parse(equations, parameters, SystemKind.MAP);
            case FLOW, DELAY, STOCHASTIC -> Equations.parse(equations, parameters, SystemKind.FLOW);
            case JUMP, PDE ->
                    throw new IllegalStateException(
                            "%s is of kind %s and has no system of state equations"
                                    .formatted(name, kind.text()));
        };
    }

    /// The flow, compiled.
    ///
    /// @throws IllegalStateException if this is not a flow
    public CompiledFlow flow() {
        if (kind != Kind.FLOW) {
            throw new IllegalStateException("%s is a %s, not a flow".formatted(name, kind.text()));
        }
        return CompiledFlow.of(system());
    }

    /// The same system with some scalar parameters changed.
    ///
    /// @throws IllegalArgumentException for an unknown parameter, with the nearest name
    public SystemDescription withParameters(Map<String, Double> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        var changed = new LinkedHashMap<>(parameters);
        changes.forEach((key, value) -> {
            if (!(changed.get(key) instanceof ParameterValue.Scalar)) {
                throw new IllegalArgumentException(
                        "%s has no scalar parameter '%s'%s"
                                .formatted(
                                        name,
                                        key,
                                        Names.hint(
                                                key,
                                                parameters.keySet(),
                                                "; it has " + parameters.keySet())));
            }
            changed.put(key, ParameterValue.of(value));
        });
        // Stored invariants belong to the stored parameters.
        return copy(equations, changed, initial, Invariants.NONE, Invariants.NONE);
    }

    /// The same system from another start; a delay system was there always.
    public SystemDescription withInitial(double[] start) {
        if (start.length != initial.length) {
            throw new IllegalArgumentException(
                    "initial must have %d numbers for %s, got %d"
                            .formatted(initial.length, name, start.length));
        }
        for (double value : start) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("initial must be finite, got " + value);
            }
        }
        return copy(equations, parameters, start.clone(), invariants, published).withoutHistory();
    }

    private SystemDescription withoutHistory() {
        if (!extra.containsKey(HISTORY)) {
            return this;
        }
        var rest = new LinkedHashMap<>(extra);
        rest.remove(HISTORY);
        return copy(equations, parameters, initial, invariants, published, rest);
    }

    /// The same system with the equations of a variant.
    ///
    /// @throws IllegalArgumentException if there is no such variant
    public SystemDescription variant(String variantName) {
        var variant = variants.get(variantName);
        if (variant == null) {
            throw new IllegalArgumentException(
                    "%s has no variant '%s'; it has %s"
                            .formatted(
                                    name,
                                    variantName,
                                    variants.isEmpty() ? "none" : variants.keySet()));
        }
        return copy(variant.equations(), parameters, initial, Invariants.NONE, published);
    }

    /// The same system with computed invariants.
    public SystemDescription withInvariants(Invariants computed) {
        return copy(equations, parameters, initial, computed, published);
    }

    private SystemDescription copy(
            String newEquations,
            Map<String, ParameterValue> newParameters,
            double[] newInitial,
            Invariants newInvariants,
            Invariants newPublished) {
        return copy(newEquations, newParameters, newInitial, newInvariants, newPublished, extra);
    }

    private SystemDescription copy(
            String newEquations,
            Map<String, ParameterValue> newParameters,
            double[] newInitial,
            Invariants newInvariants,
            Invariants newPublished,
            Map<String, Object> newExtra) {
        return new SystemDescription(
                name,
                kind,
                field,
                description,
                citation,
                newEquations,
                newParameters,
                newInitial,
                publishedStart,
                period,
                step,
                observables,
                tags,
                inverse,
                newInvariants,
                newPublished,
                publishedSource,
                variants,
                remarks,
                newExtra);
    }
}
