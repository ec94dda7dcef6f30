package org.separatrix.equations.compile;

import org.separatrix.equations.compile.Assembler.Assembled;

import java.util.Arrays;
import java.util.Optional;

/// The scalar kernel: generated code, the parameter values it reads, and its work arrays.
final class CompiledKernel implements Kernel {

    private static final double[] NONE = new double[0];

    private final SystemCode system;
    private final double[] parameters;
    private final int dimension;
    private final boolean delayed;
    private double[] work = NONE;
    private Code rightHandSide = this::firstRightHandSide;

    CompiledKernel(SystemCode system, double[] parameters) {
        this.system = system;
        this.parameters = parameters;
        this.dimension = system.system().dimension();
        this.delayed = !system.system().delays().isEmpty();
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public void derivative(double t, double[] x, double[] dx) {
        if (delayed) {
            throw needsPast("derivative");
        }
        rightHandSide.run(t, 0, 0, x, NONE, dx, NONE, parameters, work);
    }

    @Override
    public void delayed(double t, double[] x, double[] past, double[] dx) {
        rightHandSide.run(t, 0, 0, x, past, dx, NONE, parameters, work);
    }

    @Override
    public void jacobian(double t, double[] x, double[] j) {
        if (delayed) {
            throw needsPast("jacobian");
        }
        delayedJacobian(t, x, NONE, j, NONE);
    }

    @Override
    public void delayedJacobian(double t, double[] x, double[] past, double[] j, double[] jPast) {
        clear(j, dimension * dimension);
        clear(jPast, dimension * delays());
        run(system.jacobian(), t, x, past, j, jPast);
    }

    @Override
    public void timeDerivative(double t, double[] x, double[] dfdt) {
        if (delayed) {
            throw needsPast("timeDerivative");
        }
        run(system.timeDerivative(), t, x, NONE, dfdt, NONE);
    }

    @Override
    public int delays() {
        return system.system().delays().size();
    }

    @Override
    public int delayedState(int k) {
        return system.system().delayedState(k);
    }

    @Override
    public double lag(int k, double t) {
        double[] lags = new double[delays()];
        run(system.lags(), t, new double[dimension], new double[delays()], lags, NONE);
        return lags[k];
    }

    @Override
    public int channels() {
        return system.system().equations().channels();
    }

    @Override
    public void diffusion(double t, double[] x, double[] g) {
        if (channels() > 0) {
            run(system.diffusion(), t, x, NONE, g, NONE);
        }
    }

    @Override
    public void diffusionJacobian(double t, double[] x, double[] dg) {
        if (channels() > 0) {
            clear(dg, dimension * channels() * dimension);
            run(system.diffusionJacobian(), t, x, NONE, dg, NONE);
        }
    }

    @Override
    public double parameter(int index) {
        return parameters[index];
    }

    @Override
    public void parameter(int index, double value) {
        parameters[index] = value;
    }

    @Override
    public Optional<RungeKuttaKernel> rungeKutta(ButcherTableau tableau) {
        return system.step(tableau).map(code -> new CompiledStep(code, parameters));
    }

    @Override
    public Optional<TaylorKernel> taylor() {
        return delayed || system.system().equations().map()
                ? Optional.empty()
                : Optional.of(new CompiledTaylor(system, parameters));
    }

    @Override
    public Optional<LaneKernel> lanes() {
        return lanes(LaneShape.of(dimension));
    }

    /// Lanes of a given shape.
    Optional<LaneKernel> lanes(LaneShape shape) {
        return delayed
                ? Optional.empty()
                : Optional.of(CompiledLanes.of(system.lanes(shape), parameters));
    }

    @Override
    public Kernel copy() {
        return new CompiledKernel(system, parameters.clone());
    }

    /// Replaces itself with the generated code when the right-hand side is first asked for.
    private void firstRightHandSide(
            double time,
            double step,
            int steps,
            double[] state,
            double[] second,
            double[] result,
            double[] extra,
            double[] values,
            double[] ignored) {
        var assembled = system.rightHandSide();
        reserve(assembled);
        rightHandSide = assembled.code();
        rightHandSide.run(time, step, steps, state, second, result, extra, values, work);
    }

    private void run(
            Assembled part, double t, double[] x, double[] past, double[] result, double[] extra) {
        reserve(part);
        part.code().run(t, 0, 0, x, past, result, extra, parameters, work);
    }

    private void reserve(Assembled part) {
        if (work.length < part.work()) {
            work = new double[part.work()];
        }
    }

    private static void clear(double[] matrix, int entries) {
        if (SystemCode.isSparse(entries)) {
            Arrays.fill(matrix, 0, entries, 0);
        }
    }

    private UnsupportedOperationException needsPast(String what) {
        return new UnsupportedOperationException(
                "%s needs past values: the system has %d delayed terms. Use delayed or delayedJacobian."
                        .formatted(what, delays()));
    }
}
