package org.separatrix.equations.compile;

/// Taylor coefficients with the parameters of the kernel it was made from.
final class CompiledTaylor implements TaylorKernel {

    private static final double[] NONE = new double[0];

    private final SystemCode system;
    private final double[] parameters;
    private double[] work = NONE;
    private int order = -1;
    private Code code = CompiledTaylor::nothing;

    CompiledTaylor(SystemCode system, double[] parameters) {
        this.system = system;
        this.parameters = parameters;
    }

    @Override
    public void coefficients(double t, double[] x, int order, double[] coefficients) {
        if (order != this.order) {
            choose(order);
        }
        code.run(t, 0, 0, x, NONE, coefficients, NONE, parameters, work);
    }

    private void choose(int newOrder) {
        var assembled = system.taylor(newOrder);
        work = new double[assembled.work()];
        code = assembled.code();
        order = newOrder;
    }

    private static void nothing(
            double time,
            double step,
            int steps,
            double[] state,
            double[] second,
            double[] result,
            double[] extra,
            double[] values,
            double[] work) {}
}
