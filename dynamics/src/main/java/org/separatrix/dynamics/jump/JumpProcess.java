package org.separatrix.dynamics.jump;

import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.Equations;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Names;
import org.separatrix.equations.ParameterValue;
import org.separatrix.equations.compile.Compiler;
import org.separatrix.equations.compile.Kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A continuous-time Markov chain on whole populations: reaction r happens with rate `a_r(t, x)`
/// and adds its change to x.
///
/// One instance serves one thread, [#copy] gives another.
public final class JumpProcess {

    private final Kernel kernel;
    private final List<String> species;
    private final List<Reaction> reactions;
    private final int[][] changes;
    private final int[][] changed;
    private final double[] padded;
    private final double[] rates;
    private final double[] jacobian;

    /// One reaction.
    ///
    /// @param change what it adds to each population, by name; those not named stay
    /// @param rate its rate (events a time unit) as an expression of populations, parameters and
    ///   `t`
    public record Reaction(Map<String, Integer> change, String rate) {

        public Reaction {
            change = Map.copyOf(change);
        }
    }

    private JumpProcess(Kernel kernel, List<String> species, List<Reaction> reactions) {
        this.kernel = kernel;
        this.species = species;
        this.reactions = reactions;
        changes = new int[reactions.size()][];
        changed = new int[reactions.size()][];
        for (int r = 0; r < changes.length; r++) {
            var change = reactions.get(r).change();
            changed[r] = change.keySet().stream().mapToInt(species::indexOf).sorted().toArray();
            changes[r] = new int[changed[r].length];
            for (int n = 0; n < changed[r].length; n++) {
                changes[r][n] = change.getOrDefault(species.get(changed[r][n]), 0);
            }
        }
        padded = new double[kernel.dimension()];
        rates = new double[kernel.dimension()];
        jacobian = new double[kernel.dimension() * kernel.dimension()];
    }

    /// A process.
    ///
    /// @param species names of the populations
    /// @param reactions at least one
    /// @param parameters values by name
    /// @throws IllegalArgumentException if a change or a rate uses an unknown name
    public static JumpProcess of(
            List<String> species,
            List<Reaction> reactions,
            Map<String, ParameterValue> parameters) {
        if (reactions.isEmpty() || species.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected at least one population and one reaction, got %d and %d"
                            .formatted(species.size(), reactions.size()));
        }
        // The compiler wants as many right-hand sides as states: the shorter list is filled up.
        int d = Math.max(species.size(), reactions.size());
        var states = new ArrayList<>(species);
        while (states.size() < d) {
            states.add("unused[" + states.size() + "]");
        }
        var rates = new ArrayList<Expression>();
        for (var reaction : reactions) {
            for (String name : reaction.change().keySet()) {
                if (!species.contains(name)) {
                    throw new IllegalArgumentException(
                            "a reaction changes the unknown population '%s'%s"
                                    .formatted(name, Names.hint(name, species, "")));
                }
            }
            rates.add(Equations.parseExpression(reaction.rate()));
        }
        while (rates.size() < d) {
            rates.add(new Constant(0));
        }
        var names = new ArrayList<String>();
        var values = new ArrayList<Double>();
        parameters.forEach((name, value) -> {
            if (!(value instanceof ParameterValue.Scalar(double number))) {
                throw new IllegalArgumentException(
                        "parameter %s of a jump process must be one number".formatted(name));
            }
            names.add(name);
            values.add(number);
        });
        var system = new EquationSystem(true, states, names, values, List.of(), rates, List.of());
        return new JumpProcess(
                Compiler.compile(system), List.copyOf(species), List.copyOf(reactions));
    }

    /// Names of the populations, length d.
    public List<String> species() {
        return species;
    }

    /// The reactions.
    public List<Reaction> reactions() {
        return reactions;
    }

    /// Rates of all reactions at time `t` and populations `x` (length d), written to `out`.
    public void rates(double t, double[] x, double[] out) {
        System.arraycopy(x, 0, padded, 0, species.size());
        kernel.derivative(t, padded, rates);
        System.arraycopy(rates, 0, out, 0, reactions.size());
    }

    /// Slopes of the rates, d(a_r)/d(x_i) at `r*d + i`.
    void rateSlopes(double t, double[] x, double[] out) {
        int d = species.size();
        System.arraycopy(x, 0, padded, 0, d);
        kernel.jacobian(t, padded, jacobian);
        for (int r = 0; r < reactions.size(); r++) {
            System.arraycopy(jacobian, r * kernel.dimension(), out, r * d, d);
        }
    }

    /// Populations that reaction `r` changes.
    int[] changed(int r) {
        return changed[r];
    }

    /// What it adds to them.
    int[] changes(int r) {
        return changes[r];
    }

    /// An independent instance for another thread.
    public JumpProcess copy() {
        return new JumpProcess(kernel.copy(), species, reactions);
    }
}
