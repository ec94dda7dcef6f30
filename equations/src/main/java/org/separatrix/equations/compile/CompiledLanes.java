package org.separatrix.equations.compile;

import org.jspecify.annotations.Nullable;
import org.separatrix.equations.compile.Assembler.Assembled;

import java.util.Arrays;

/// The lane kernel: generated code, one value a lane of each parameter, and work arrays.
final class CompiledLanes implements LaneKernel {

    private static final double[] NONE = new double[0];

    /// The JIT compiles a method anew once it was called often enough; a single call of many steps
    /// would stay in the version entered in the middle of the loop, where vectors may be boxed.
    private static final int STEPS_A_CALL = 64;

    private final LaneCode code;
    private final int lanes;
    private final int dimension;
    private final double[] parameters;
    private double[] work = NONE;
    private @Nullable Assembled series;
    private int order;

    private CompiledLanes(LaneCode code, double[] parameters) {
        this.code = code;
        this.lanes = code.shape().lanes();
        this.dimension = code.dimension();
        this.parameters = parameters;
    }

    /// Lanes that all start with the parameter values `values`.
    static CompiledLanes of(LaneCode code, double[] values) {
        int lanes = code.shape().lanes();
        double[] parameters = new double[values.length * lanes];
        for (int i = 0; i < values.length; i++) {
            Arrays.fill(parameters, i * lanes, (i + 1) * lanes, values[i]);
        }
        return new CompiledLanes(code, parameters);
    }

    @Override
    public int lanes() {
        return lanes;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public void derivative(double[] t, double[] x, double[] dx) {
        run(code.rightHandSide(), t, x, dx);
    }

    @Override
    public void rk4(double t, double h, int steps, double[] x) {
        if (code.isMap()) {
            throw new UnsupportedOperationException(
                    "rk4 advances flows, this system is a map. Iterate derivative instead.");
        }
        var fused = code.rk4();
        if (fused.isPresent()) {
            for (int done = 0; done < steps; done += STEPS_A_CALL) {
                int more = Math.min(STEPS_A_CALL, steps - done);
                fused.get().run(t + done * h, h, more, x, NONE, NONE, NONE, parameters, NONE);
            }
        } else {
            rk4ThroughArrays(t, h, steps, x);
        }
    }

    @Override
    public void taylor(double[] t, double[] x, int order, double[] coefficients) {
        if (code.isMap()) {
            throw new UnsupportedOperationException(
                    "taylor expands flows, this system is a map. Iterate derivative instead.");
        }
        if (series == null || order != this.order) {
            series = code.taylor(order);
            this.order = order;
        }
        run(series, t, x, coefficients);
    }

    @Override
    public void parameter(int index, double value) {
        Arrays.fill(parameters, index * lanes, (index + 1) * lanes, value);
    }

    @Override
    public void parameter(int index, double[] values) {
        if (values.length != lanes) {
            throw new IllegalArgumentException(
                    "expected one value a lane (%d), got %d".formatted(lanes, values.length));
        }
        System.arraycopy(values, 0, parameters, index * lanes, lanes);
    }

    @Override
    public LaneKernel copy() {
        return new CompiledLanes(code, parameters.clone());
    }

    private void run(Assembled part, double[] t, double[] x, double[] result) {
        if (work.length < part.work() * lanes) {
            work = new double[part.work() * lanes];
        }
        part.code().run(0, 0, 0, x, t, result, NONE, parameters, work);
    }

    /// Steps of a system too large for registers: four evaluations through memory, a few arrays a
    /// call.
    private void rk4ThroughArrays(double t, double h, int steps, double[] x) {
        int n = dimension * lanes;
        double[] k = new double[n];
        double[] at = new double[n];
        double[] sum = new double[n];
        double[] times = new double[lanes];
        for (int step = 0; step < steps; step++) {
            Arrays.fill(times, t + step * h);
            derivative(times, x, k);
            advance(x, h / 6, k, sum);
            advance(x, h / 2, k, at);
            Arrays.fill(times, t + (step + 0.5) * h);
            derivative(times, at, k);
            advance(sum, h / 3, k, sum);
            advance(x, h / 2, k, at);
            derivative(times, at, k);
            advance(sum, h / 3, k, sum);
            advance(x, h, k, at);
            Arrays.fill(times, t + (step + 1) * h);
            derivative(times, at, k);
            advance(sum, h / 6, k, x);
        }
    }

    private static void advance(double[] x, double h, double[] k, double[] result) {
        for (int i = 0; i < k.length; i++) {
            result[i] = x[i] + h * k[i];
        }
    }
}
