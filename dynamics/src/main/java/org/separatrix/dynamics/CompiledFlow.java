package org.separatrix.dynamics;

import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.compile.ButcherTableau;
import org.separatrix.equations.compile.Compiler;
import org.separatrix.equations.compile.Kernel;
import org.separatrix.equations.compile.RungeKuttaKernel;
import org.separatrix.equations.compile.TaylorKernel;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// A flow whose right-hand side was compiled from equation text.
///
/// Parameter values never change once the flow exists: [#withParameter] answers another flow with a
/// kernel of its own. The kernel holds work arrays, so one instance serves one thread; [#copy]
/// gives another.
public final class CompiledFlow implements Flow {

    private final Kernel kernel;
    private final List<String> names;
    private final List<String> parameters;
    private final FusedKernels fused;

    /// Where the fused steps of a kernel come from: the seam to the compiler.
    ///
    /// @param rungeKutta one fused step of an explicit Runge–Kutta method, if the kernel has one
    /// @param taylor the recurrences of the Taylor coefficients, if the kernel has them
    public record FusedKernels(
            BiFunction<Kernel, ButcherTableau, Optional<RungeKuttaKernel>> rungeKutta,
            Function<Kernel, Optional<TaylorKernel>> taylor) {

        /// No fused kernel at all: integrators loop over arrays.
        public static final FusedKernels NONE =
                new FusedKernels((_, _) -> Optional.empty(), _ -> Optional.empty());
    }

    /// A flow without fused kernels.
    ///
    /// @param names names of the states, in the kernel's order
    /// @param parameters names of the parameters, in the kernel's order
    public CompiledFlow(Kernel kernel, List<String> names, List<String> parameters) {
        this(kernel, names, parameters, FusedKernels.NONE);
    }

    /// A flow with fused kernels.
    public CompiledFlow(
            Kernel kernel, List<String> names, List<String> parameters, FusedKernels fused) {
        if (names.size() != kernel.dimension()) {
            throw new IllegalArgumentException(
                    "expected %d state names, one a state of the kernel, got %d: %s"
                            .formatted(kernel.dimension(), names.size(), names));
        }
        if (kernel.delays() > 0) {
            throw new IllegalArgumentException(
                    "a system with delays is no flow: its kernel has %d delayed terms, expected 0"
                            .formatted(kernel.delays()));
        }
        this.kernel = kernel;
        this.names = List.copyOf(names);
        this.parameters = List.copyOf(parameters);
        this.fused = fused;
    }

    /// The flow of a system of equations at its default parameter values.
    ///
    /// @throws IllegalArgumentException if the system is a map or has delays
    public static CompiledFlow of(EquationSystem system) {
        if (system.map()) {
            throw new IllegalArgumentException(
                    "a map is no flow: iterate it instead of integrating it");
        }
        return new CompiledFlow(
                Compiler.compile(system),
                system.states(),
                system.parameters(),
                new FusedKernels(Kernel::rungeKutta, Kernel::taylor));
    }

    /// The compiled code; its parameters must not be changed.
    public Kernel kernel() {
        return kernel;
    }

    /// Names of the parameters.
    public List<String> parameters() {
        return parameters;
    }

    /// Value of a parameter.
    public double parameter(String name) {
        return kernel.parameter(index(name));
    }

    /// The same equations with one parameter set to another value; this flow stays as it is.
    public CompiledFlow withParameter(String name, double value) {
        var changed = kernel.copy();
        changed.parameter(index(name), value);
        return new CompiledFlow(changed, names, parameters, fused);
    }

    private int index(String name) {
        int index = parameters.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "no parameter %s; the parameters are %s"
                            .formatted(name, String.join(", ", parameters)));
        }
        return index;
    }

    @Override
    public int dimension() {
        return kernel.dimension();
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public void derivative(double t, double[] x, double[] dx) {
        kernel.derivative(t, x, dx);
    }

    @Override
    public void jacobian(double t, double[] x, double[] j) {
        kernel.jacobian(t, x, j);
    }

    @Override
    public void timeDerivative(double t, double[] x, double[] dfdt) {
        kernel.timeDerivative(t, x, dfdt);
    }

    @Override
    public Optional<RungeKuttaKernel> rungeKutta(ButcherTableau tableau) {
        return fused.rungeKutta().apply(kernel, tableau);
    }

    @Override
    public Optional<TaylorKernel> taylor() {
        return fused.taylor().apply(kernel);
    }

    @Override
    public CompiledFlow copy() {
        return new CompiledFlow(kernel.copy(), names, parameters, fused);
    }
}
