package org.separatrix.equations.compile;

import org.separatrix.equations.EquationSystem;

import java.util.Optional;

/// Turns a system of equations into machine code.
public final class Compiler {

    private static final RecentCode RECENT = new RecentCode();

    private Compiler() {}

    /// A kernel of `equations` with the default parameter values.
    ///
    /// The code of each part (right-hand side, Jacobian, fused steps, lanes, series) is generated
    /// when the part is first used; the right-hand side is checked here. Kernels of the same
    /// equations share their code, whatever the values of the parameters.
    ///
    /// @throws IllegalArgumentException if an expression uses an unknown name
    public static Kernel compile(EquationSystem equations) {
        double[] parameters =
                equations.values().stream().mapToDouble(Double::doubleValue).toArray();
        return new CompiledKernel(RECENT.of(equations), parameters);
    }

    /// A fused step of `tableau` for `equations` at the default parameter values; to share the
    /// parameters of a kernel, ask [Kernel#rungeKutta].
    public static Optional<RungeKuttaKernel> rungeKutta(
            EquationSystem equations, ButcherTableau tableau) {
        return compile(equations).rungeKutta(tableau);
    }
}
