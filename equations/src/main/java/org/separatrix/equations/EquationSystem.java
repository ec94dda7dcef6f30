package org.separatrix.equations;

import java.util.List;

/// A system of equations, resolved: families unrolled, sums written out, every name known.
///
/// @param map whether the right-hand sides are next values (an iterated map) rather than time
///   derivatives
/// @param states names of the states, in the order of their equations; length d
/// @param parameters names of the scalar parameters; vectors and matrices are flattened row by row
///   as `A[0,1]`
/// @param values default values of the parameters, same length
/// @param definitions auxiliary definitions in the order of evaluation; each may use states,
///   parameters, `t`, delayed states and the definitions before it
/// @param rightHandSides the deterministic right-hand side of each state; length d
/// @param noise diffusion terms of a stochastic system, empty otherwise
public record EquationSystem(
        boolean map,
        List<String> states,
        List<String> parameters,
        List<Double> values,
        List<Definition> definitions,
        List<Expression> rightHandSides,
        List<Noise> noise) {

    /// An auxiliary definition `name = expression`.
    public record Definition(String name, Expression expression) {}

    /// One diffusion term: `coefficient * dW[channel]` in the equation of state number `state`.
    public record Noise(int state, int channel, Expression coefficient) {}

    public EquationSystem {
        states = List.copyOf(states);
        parameters = List.copyOf(parameters);
        values = List.copyOf(values);
        definitions = List.copyOf(definitions);
        rightHandSides = List.copyOf(rightHandSides);
        noise = List.copyOf(noise);
        if (states.size() != rightHandSides.size()) {
            throw new IllegalArgumentException(
                    "expected one right-hand side a state, got %d for %d states"
                            .formatted(rightHandSides.size(), states.size()));
        }
        if (parameters.size() != values.size()) {
            throw new IllegalArgumentException(
                    "expected one value a parameter, got %d for %d parameters"
                            .formatted(values.size(), parameters.size()));
        }
    }

    /// Number of states, d.
    public int dimension() {
        return states.size();
    }

    /// Number of independent noise channels.
    public int channels() {
        return noise.stream().mapToInt(Noise::channel).max().orElse(-1) + 1;
    }
}
