package org.separatrix.transport;

import org.separatrix.lab.Seeds;

import java.util.random.RandomGenerator;

/// Schrödinger bridges by iterative proportional fitting with drifts learned by regression.
///
/// Forward and backward diffusions take turns: each starts at its own end and is fitted to the
/// reversed paths of the other, the first to those of Brownian motion.
///
/// Sources: F. Vargas et al., "Solving Schrödinger bridges via maximum likelihood", Entropy 23
/// (2021); V. De Bortoli et al., "Diffusion Schrödinger bridge", NeurIPS (2021).
///
/// @param epsilon variance of the noise over unit time
/// @param rounds backward and forward fits
/// @param paths simulated for each fit
/// @param steps Euler–Maruyama steps of a path
/// @param regression learns each drift
public record IterativeFitting(
        double epsilon, int rounds, int paths, int steps, DriftNetwork regression) {

    private static final Drift REST = (_, _, g) -> java.util.Arrays.fill(g, 0);

    /// The forward drift of the bridge.
    public Drift fit(Sampler source, Sampler target, Seeds seeds) {
        Drift forward = REST;
        for (int round = 0; round < rounds; round++) {
            var random = seeds.of("paths", round);
            var back = reversed(forward, source, random, seeds.child("backward " + round));
            forward = reversed(back, target, random, seeds.child("forward " + round));
        }
        return forward;
    }

    /// The drift of the reversed paths of `drift` started from `start`, in the reversed time.
    private Drift reversed(Drift drift, Sampler start, RandomGenerator random, Seeds seeds) {
        int d = start.dimension();
        var simulated = new double[paths][][];
        for (int p = 0; p < paths; p++) {
            simulated[p] = drift.simulate(start.draw(random, 1)[0], steps, epsilon, random);
        }
        DriftNetwork.Examples examples =
                (chosen, inputs, outputs) -> {
                    for (int i = 0; i < inputs.length; i++) {
                        double[][] path = simulated[chosen.nextInt(paths)];
                        // Reversed step n goes from path[steps - n] to the state before it.
                        int n = chosen.nextInt(steps);
                        double[] from = path[steps - n];
                        double[] to = path[steps - n - 1];
                        System.arraycopy(from, 0, inputs[i], 0, d);
                        inputs[i][d] = (double) n / steps;
                        for (int j = 0; j < d; j++) {
                            outputs[i][j] = (to[j] - from[j]) * steps;
                        }
                    }
                };
        return regression.fit(d, examples, seeds);
    }
}
