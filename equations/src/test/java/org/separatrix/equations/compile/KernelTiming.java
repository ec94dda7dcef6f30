package org.separatrix.equations.compile;

import static org.separatrix.equations.Formulas.lorenz;

/// Times the scalar kernels of the Lorenz system; run by hand, alone on the machine.
final class KernelTiming {

    private KernelTiming() {}

    public static void main(String[] arguments) {
        System.out.printf("right-hand side %.1f ns%n", best(KernelTiming::rightHandSide));
        System.out.printf("Dormand-Prince step %.1f ns%n", best(KernelTiming::dormandPrince));
    }

    /// The fastest of several rounds, nanoseconds an operation.
    static double best(java.util.function.IntToDoubleFunction work) {
        int operations = 2_000_000;
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < 12; round++) {
            long start = System.nanoTime();
            double sink = work.applyAsDouble(operations);
            double each = (System.nanoTime() - start) / (double) operations;
            best = sink == 12345 ? best : Math.min(best, each);
        }
        return best;
    }

    private static double rightHandSide(int operations) {
        var kernel = KERNEL;
        double[] x = {1, 2, 3};
        double[] dx = new double[3];
        for (int i = 0; i < operations; i++) {
            kernel.derivative(0, x, dx);
            x[0] += 1e-9 * dx[0];
        }
        return x[0];
    }

    private static double dormandPrince(int operations) {
        double[] x = {1, 2, 3};
        double[] next = new double[3];
        double[] error = new double[3];
        double[] stages = new double[21];
        KERNEL.derivative(0, x, stages);
        for (int i = 0; i < operations; i++) {
            STEP.step(0, 0.005, x, stages, next, error);
            double[] swap = x;
            x = next;
            next = swap;
            System.arraycopy(stages, 18, stages, 0, 3);
        }
        return x[0];
    }

    private static final Kernel KERNEL = Compiler.compile(lorenz());
    private static final RungeKuttaKernel STEP =
            KERNEL.rungeKutta(Tableaus.DORMAND_PRINCE).orElseThrow();
}
