package org.separatrix.equations.compile;

import static org.separatrix.equations.Formulas.lorenz;

import org.separatrix.equations.Formulas;

/// Times fused Runge–Kutta steps of the Lorenz system in lanes; run by hand, alone on the machine.
final class LaneTiming {

    private LaneTiming() {}

    public static void main(String[] arguments) {
        int length = VectorLength.doubles();
        time("plain", LaneShape.plain());
        for (int units : new int[] {1, 2, 3, 4}) {
            time(units + " vectors of " + length, new LaneShape(length, units));
        }
    }

    private static void time(String label, LaneShape shape) {
        var kernel = ((CompiledKernel) Compiler.compile(lorenz())).lanes(shape).orElseThrow();
        int lanes = shape.lanes();
        int steps = 1_000;
        double[] x = Formulas.random(1).doubles(3L * lanes, 1, 2).toArray();
        double best = 0;
        for (int round = 0; round < 12; round++) {
            long start = System.nanoTime();
            int calls = 200;
            for (int call = 0; call < calls; call++) {
                kernel.rk4(0, 0.005, steps, x);
            }
            double seconds = (System.nanoTime() - start) * 1e-9;
            best = Math.max(best, (double) calls * steps * lanes / seconds);
        }
        System.out.printf("%-20s %.0f million steps/s  (x = %.3f)%n", label, best * 1e-6, x[0]);
    }
}
