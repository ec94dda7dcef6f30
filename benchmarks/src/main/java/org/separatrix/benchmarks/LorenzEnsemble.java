package org.separatrix.benchmarks;

import org.separatrix.dynamics.catalog.Catalog;

import java.util.Locale;

/// 100,000 Lorenz orbits by the generated RK4 lane kernel on one core, in million steps a second.
public final class LorenzEnsemble {

    private static final int ORBITS = 100_000;
    private static final int STEPS = 200;

    private LorenzEnsemble() {}

    public static void main(String[] arguments) {
        var lanes =
                Catalog.flow("Lorenz")
                        .withParameter("beta", 8.0 / 3)
                        .kernel()
                        .lanes()
                        .orElseThrow();
        int width = lanes.lanes();
        int blocks = (ORBITS + width - 1) / width;
        double best = 0;
        for (int round = 0; round < 8; round++) {
            var states = new double[blocks][3 * width];
            for (int b = 0; b < blocks; b++) {
                for (int l = 0; l < width; l++) {
                    states[b][l] = 1 + 1e-5 * (b * width + l);
                    states[b][width + l] = 1;
                    states[b][2 * width + l] = 20;
                }
            }
            long start = System.nanoTime();
            for (double[] block : states) {
                lanes.rk4(0, 0.01, STEPS, block);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            best = Math.max(best, 1e-6 * blocks * width * STEPS / seconds);
        }
        System.out.printf(Locale.ROOT, "separatrix-lanes-rk4 %.1f%n", best);
    }
}
