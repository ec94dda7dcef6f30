package org.separatrix.fields.causal;

import org.separatrix.fields.causal.PinnSettings.Optimizer;

import java.util.List;

/// Settings that fit the problems: small networks by Levenberg–Marquardt on a processor, and the
/// paper's own scale.
public final class PinnPresets {

    private static final Emphasis RESIDUALS = new Emphasis.Causal(CausalWeights.RESIDUALS);
    private static final Emphasis GATED = new Emphasis.Causal(CausalWeights.GATED);

    /// Lorenz in windows of 0.5 on a processor.
    public static final PinnSettings LORENZ =
            lm(0, 64, 1, RESIDUALS, 1e-3, 1e1, 200, new TimeMarching(0.5, 0.1, false));

    /// Allen–Cahn on a processor.
    public static final PinnSettings ALLEN_CAHN =
            lm(4, 32, 64, RESIDUALS, 1e-2, 1e2, 300, TimeMarching.single(1));

    /// Kuramoto–Sivashinsky, regular, first window.
    public static final PinnSettings REGULAR =
            lm(5, 16, 64, GATED, 1e-2, 1e2, 300, new TimeMarching(0.1, 0.01, false));

    private PinnPresets() {}

    private static PinnSettings lm(
            int harmonics,
            int times,
            int places,
            Emphasis emphasis,
            double first,
            double last,
            int iterations,
            TimeMarching marching) {
        return new PinnSettings(
                20,
                2,
                false,
                harmonics,
                List.of(),
                times,
                places,
                false,
                emphasis,
                EpsilonSchedule.decades(first, last, iterations, 1),
                Optimizer.LM,
                false,
                marching);
    }
}
