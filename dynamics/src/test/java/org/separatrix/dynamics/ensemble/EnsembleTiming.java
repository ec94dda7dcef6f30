package org.separatrix.dynamics.ensemble;

import org.separatrix.dynamics.catalog.Catalog;

/// Speed of ensembles of the Lorenz system; run by hand, with the number of threads and of orbits.
final class EnsembleTiming {

    private EnsembleTiming() {}

    public static void main(String[] args) {
        int threads = args.length > 0 ? Integer.parseInt(args[0]) : 1;
        int adaptive = args.length > 1 ? Integer.parseInt(args[1]) : 64;
        var ensemble = Ensemble.of(Catalog.flow("Lorenz")).threads(threads);
        var starts = starts(100_000);
        for (int round = 0; round < 4; round++) {
            long begin = System.nanoTime();
            ensemble.rk4(starts, 0, 0.005, 500);
            double seconds = (System.nanoTime() - begin) * 1e-9;
            System.out.printf(
                    "rk4: %.1f million steps/s a thread%n",
                    starts.length * 500.0 / seconds / threads * 1e-6);
        }
        var few = starts(adaptive);
        for (int round = 0; round < 3; round++) {
            long begin = System.nanoTime();
            var result = ensemble.integrate(few, new double[] {0, 1000}, 1e-12);
            double seconds = (System.nanoTime() - begin) * 1e-9;
            long steps = 0;
            for (int m = 0; m < few.length; m++) {
                steps += result.steps(m);
            }
            System.out.printf(
                    "taylor 1e-12 to t = 1000: %.3f ms an orbit and thread, %.0f steps an orbit,"
                            + " %d failures%n",
                    1e3 * seconds * threads / few.length,
                    (double) steps / few.length,
                    result.failures());
        }
    }

    private static double[][] starts(int count) {
        var starts = new double[count][];
        for (int m = 0; m < count; m++) {
            double s = (double) m / count;
            starts[m] = new double[] {1 + s, 2 - s, 20 + 3 * s};
        }
        return starts;
    }
}
