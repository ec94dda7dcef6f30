package org.separatrix.analysis.lyapunov;

import org.separatrix.dynamics.CompiledFlow;
import org.separatrix.equations.Equations;
import org.separatrix.equations.SystemKind;
import org.separatrix.equations.compile.Compiler;
import org.separatrix.equations.compile.Kernel;

import java.util.Map;

/// Systems whose exponents are known.
final class Systems {

    static final double[] ON_LORENZ = {-9.7869288, -15.03852, 20.533978};

    private Systems() {}

    static CompiledFlow lorenz() {
        return flow(
                """
                x' = 10*(y - x)
                y' = x*(28 - z) - y
                z' = x*y - 8/3*z
                """);
    }

    static CompiledFlow flow(String equations) {
        return CompiledFlow.of(Equations.parse(equations));
    }

    static Kernel map(String equations) {
        return Compiler.compile(Equations.parse(equations, Map.of(), SystemKind.MAP));
    }
}
