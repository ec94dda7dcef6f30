package org.separatrix.equations.compile;

import org.separatrix.equations.compile.Assembler.Assembled;

/// A fused Runge–Kutta step with the parameters of the kernel it was made from.
final class CompiledStep implements RungeKuttaKernel {

    private final Code code;
    private final double[] parameters;
    private final double[] work;

    CompiledStep(Assembled step, double[] parameters) {
        this.code = step.code();
        this.parameters = parameters;
        this.work = new double[step.work()];
    }

    @Override
    public void step(
            double t, double h, double[] x, double[] stages, double[] next, double[] error) {
        code.run(t, h, 1, x, stages, next, error, parameters, work);
    }
}
