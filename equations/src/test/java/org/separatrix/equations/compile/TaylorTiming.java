package org.separatrix.equations.compile;

import static org.separatrix.equations.Formulas.lorenz;

import java.util.Arrays;

/// Times the Lorenz system to t = 1000 at a tolerance of 1e-12 by Taylor series with the step rule
/// of Jorba and Zou (2005), one orbit and a block of lanes; run by hand, alone on the machine.
final class TaylorTiming {

    private static final double END = 1000;

    private TaylorTiming() {}

    public static void main(String[] arguments) {
        for (int order : new int[] {14, 15, 16, 18, 20}) {
            scalar(order);
        }
        for (int order : new int[] {14, 15, 16, 18, 20}) {
            lanes(order, LaneShape.of(3));
            lanes(order, new LaneShape(VectorLength.doubles(), 1));
        }
    }

    private static void scalar(int order) {
        var kernel = Compiler.compile(lorenz()).taylor().orElseThrow();
        double[] c = new double[3 * (order + 1)];
        double best = Double.POSITIVE_INFINITY;
        int steps = 0;
        double[] x = new double[3];
        for (int round = 0; round < 40; round++) {
            x = new double[] {1, 1, 20};
            steps = 0;
            double t = 0;
            long start = System.nanoTime();
            while (t < END) {
                kernel.coefficients(t, x, order, c);
                double h = Math.min(END - t, step(c, order, 1, 0));
                for (int i = 0; i < 3; i++) {
                    double sum = c[3 * order + i];
                    for (int k = order - 1; k >= 0; k--) {
                        sum = sum * h + c[3 * k + i];
                    }
                    x[i] = sum;
                }
                t += h;
                steps++;
            }
            best = Math.min(best, (System.nanoTime() - start) * 1e-6);
        }
        System.out.printf(
                "scalar order %d: %.2f ms, %d steps, %.0f ns a step, x = %.6f%n",
                order, best, steps, best * 1e6 / steps, x[0]);
    }

    private static void lanes(int order, LaneShape shape) {
        var kernel = ((CompiledKernel) Compiler.compile(lorenz())).lanes(shape).orElseThrow();
        int lanes = kernel.lanes();
        double[] c = new double[3 * (order + 1) * lanes];
        double best = Double.POSITIVE_INFINITY;
        double bestSeries = Double.POSITIVE_INFINITY;
        int steps = 0;
        for (int round = 0; round < 25; round++) {
            double[] x = new double[3 * lanes];
            for (int l = 0; l < lanes; l++) {
                x[l] = 1 + 0.01 * l;
                x[lanes + l] = 1;
                x[2 * lanes + l] = 20;
            }
            double[] t = new double[lanes];
            double[] h = new double[lanes];
            double[] sum = new double[lanes];
            steps = 0;
            long series = 0;
            long start = System.nanoTime();
            double least = 0;
            while (least < END) {
                long before = System.nanoTime();
                kernel.taylor(t, x, order, c);
                series += System.nanoTime() - before;
                least = END;
                for (int l = 0; l < lanes; l++) {
                    h[l] = Math.min(END - t[l], step(c, order, lanes, l));
                    t[l] += h[l];
                    least = Math.min(least, t[l]);
                }
                for (int i = 0; i < 3; i++) {
                    Arrays.fill(sum, 0);
                    for (int k = order; k >= 0; k--) {
                        int from = (3 * k + i) * lanes;
                        for (int l = 0; l < lanes; l++) {
                            sum[l] = sum[l] * h[l] + c[from + l];
                        }
                    }
                    System.arraycopy(sum, 0, x, i * lanes, lanes);
                }
                steps++;
            }
            best = Math.min(best, (System.nanoTime() - start) * 1e-6);
            bestSeries = Math.min(bestSeries, series * 1e-6);
        }
        System.out.printf(
                "%d lanes order %d: %.2f ms an orbit (series alone %.2f), %d steps, series %.0f ns"
                        + " a block%n",
                lanes, order, best / lanes, bestSeries / lanes, steps, bestSeries * 1e6 / steps);
    }

    /// Jorba and Zou's first step rule, e^-2 times the smaller of two estimates of the radius.
    private static double step(double[] c, int order, int lanes, int lane) {
        double last = 0;
        double before = 0;
        double size = 0;
        for (int i = 0; i < 3; i++) {
            size = Math.max(size, Math.abs(c[i * lanes + lane]));
            last = Math.max(last, Math.abs(c[(3 * order + i) * lanes + lane]));
            before = Math.max(before, Math.abs(c[(3 * (order - 1) + i) * lanes + lane]));
        }
        double scale = Math.max(1, size);
        double radius =
                Math.min(
                        Math.pow(scale / last, 1.0 / order),
                        Math.pow(scale / before, 1.0 / (order - 1)));
        return radius * Math.exp(-2);
    }
}
