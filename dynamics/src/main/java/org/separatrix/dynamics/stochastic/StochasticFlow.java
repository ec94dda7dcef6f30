package org.separatrix.dynamics.stochastic;

import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.EquationSystem.Noise;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.compile.Compiler;
import org.separatrix.equations.compile.Kernel;

import java.util.ArrayList;
import java.util.List;

/// A system of stochastic differential equations `dx_i = f_i dt + sum_k g_ik dW_k` with m channels
/// of noise, compiled from equation text.
///
/// One instance serves one thread, [#copy] gives another.
public final class StochasticFlow {

    private final Kernel kernel;
    private final List<String> names;
    private final NoiseStructure structure;

    private StochasticFlow(Kernel kernel, List<String> names, NoiseStructure structure) {
        this.kernel = kernel;
        this.names = names;
        this.structure = structure;
    }

    /// The stochastic system of equations at its default parameter values; one without noise terms
    /// is allowed and moves without noise.
    ///
    /// @throws IllegalArgumentException if the system is a map or has delays
    public static StochasticFlow of(EquationSystem system) {
        var kernel = Compiler.compile(system);
        if (system.map() || kernel.delays() > 0) {
            throw new IllegalArgumentException(
                    "expected stochastic differential equations, got a %s"
                            .formatted(system.map() ? "map" : "system with delays"));
        }
        return new StochasticFlow(kernel, system.states(), NoiseStructure.of(system));
    }

    /// A flow disturbed by independent noise of one strength in every state: `dx = f dt + strength
    /// dW`.
    ///
    /// @param strength in units of a state over the root of time, not negative
    /// @throws IllegalArgumentException if the system has noise already, is a map or has delays
    public static StochasticFlow disturbed(EquationSystem system, double strength) {
        return disturbed(system, new double[] {strength});
    }

    /// A flow disturbed by independent noise, of a strength for each state.
    ///
    /// @param strengths one for all states or one a state, not negative
    public static StochasticFlow disturbed(EquationSystem system, double[] strengths) {
        if (!system.noise().isEmpty()) {
            throw new IllegalArgumentException(
                    "the system has noise of its own; change its coefficients instead of adding"
                            + " to it");
        }
        int d = system.dimension();
        if (strengths.length != 1 && strengths.length != d) {
            throw new IllegalArgumentException(
                    "expected 1 or %d noise strengths, got %d".formatted(d, strengths.length));
        }
        var noise = new ArrayList<Noise>();
        for (int i = 0; i < d; i++) {
            double strength = strengths[strengths.length == 1 ? 0 : i];
            if (!(strength >= 0) || Double.isInfinite(strength)) {
                throw new IllegalArgumentException("noise must not be negative, got " + strength);
            }
            noise.add(new Noise(i, i, new Constant(strength)));
        }
        return of(
                new EquationSystem(
                        system.map(),
                        system.states(),
                        system.parameters(),
                        system.values(),
                        system.definitions(),
                        system.rightHandSides(),
                        noise));
    }

    /// Number of states, d.
    public int dimension() {
        return names.size();
    }

    /// Names of the states, length d.
    public List<String> names() {
        return names;
    }

    /// Number of independent noise channels, m.
    public int channels() {
        return kernel.channels();
    }

    /// Drift f, length d.
    public void drift(double t, double[] x, double[] f) {
        kernel.derivative(t, x, f);
    }

    /// Diffusion g_ik at `i*m + k`, length d*m.
    public void diffusion(double t, double[] x, double[] g) {
        kernel.diffusion(t, x, g);
    }

    /// Slopes of the diffusion, d(g_ik)/d(x_j) at `(i*m + k)*d + j`.
    public void diffusionJacobian(double t, double[] x, double[] dg) {
        kernel.diffusionJacobian(t, x, dg);
    }

    /// What the equations say about their noise.
    NoiseStructure structure() {
        return structure;
    }

    /// An independent instance for another thread.
    public StochasticFlow copy() {
        return new StochasticFlow(kernel.copy(), names, structure);
    }
}
