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

    /// Convection of one harmonic at speed 30 on a processor.
    ///
    /// The residual is of the size of the speed, its square near 1000, so epsilon is 1000 times
    /// smaller than where residuals are of size 1. The wave moves by a quarter of a radian between
    /// two times; with a few times only, the network jumps to another phase between two of them.
    /// More harmonics would need more places: with four, sixteen places take short waves for long
    /// ones, and a residual of 1e-16 there goes with an error of 1.4.
    public static final PinnSettings CONVECTION =
            lm(1, 128, 16, RESIDUALS, 1e-5, 1e-1, 300, TimeMarching.single(1));

    /// Kuramoto–Sivashinsky, regular.
    public static final PinnSettings REGULAR =
            lm(5, 16, 64, GATED, 1e-2, 1e2, 300, new TimeMarching(0.1, 0.01, false));

    /// Kuramoto–Sivashinsky, chaotic, on random points.
    public static final PinnSettings CHAOTIC =
            random(20, 2, 12, 16, 96, 1e2, 60, new TimeMarching(0.025, 0.01, false));

    /// Flow in the plane, one window, on random points.
    public static final PinnSettings TURBULENCE =
            random(16, 1, 4, 6, 256, 1, 60, new TimeMarching(0.1, 0, false));

    private PinnPresets() {}

    private static PinnSettings random(
            int width,
            int depth,
            int harmonics,
            int times,
            int places,
            double last,
            int iterations,
            TimeMarching marching) {
        return new PinnSettings(
                width,
                depth,
                false,
                harmonics,
                List.of(),
                times,
                places,
                true,
                GATED,
                EpsilonSchedule.decades(1e-3, last, iterations, 1),
                Optimizer.LM,
                false,
                marching);
    }

    /// The same network and points by Adam at one epsilon, 100, in single precision.
    static PinnSettings adamOf(PinnSettings lm, int steps) {
        return new PinnSettings(
                lm.width(),
                lm.depth(),
                false,
                lm.harmonics(),
                lm.powers(),
                lm.times(),
                lm.places(),
                false,
                lm.emphasis(),
                new EpsilonSchedule(List.of(100.0), steps, 100),
                Optimizer.ADAM,
                true,
                lm.marching());
    }

    /// The same budget cut into windows without causal weights: times and iterations are shared
    /// out.
    static PinnSettings marchingOf(PinnSettings lm, int windows) {
        double end = lm.marching().length();
        return new PinnSettings(
                lm.width(),
                lm.depth(),
                false,
                lm.harmonics(),
                lm.powers(),
                lm.times() / windows + 1,
                lm.places(),
                false,
                new Emphasis.Equal(),
                new EpsilonSchedule(lm.schedule().values(), lm.schedule().iterations(), 1),
                Optimizer.LM,
                false,
                new TimeMarching(end / windows, 0.01, false));
    }

    /// Allen–Cahn as in the paper: 4 layers of 128, 10 harmonics, 100 x 256 points, Adam.
    public static PinnSettings paperAllenCahn(int steps) {
        return new PinnSettings(
                128,
                4,
                false,
                10,
                List.of(),
                100,
                256,
                false,
                RESIDUALS,
                new EpsilonSchedule(List.of(100.0), steps, 1000),
                Optimizer.ADAM,
                true,
                TimeMarching.single(1));
    }

    /// Lorenz as in the paper: 3 layers of 512, Adam.
    public static PinnSettings paperLorenz(int steps) {
        return new PinnSettings(
                512,
                3,
                false,
                0,
                List.of(),
                300,
                1,
                false,
                RESIDUALS,
                EpsilonSchedule.decades(1e-3, 1e1, steps, 1000),
                Optimizer.ADAM,
                false,
                new TimeMarching(0.5, 0.1, false));
    }

    /// Kuramoto–Sivashinsky as in the paper, regular: gated, 3 layers of 256, random points, Adam.
    public static PinnSettings paperRegular(int steps) {
        return kuramoto(256, 3, List.of(), 64, steps, 1e-2);
    }

    /// Kuramoto–Sivashinsky as in the paper, chaotic: gated, 8 layers of 128, random points, Adam.
    public static PinnSettings paperChaotic(int steps) {
        return kuramoto(128, 8, List.of(-3, -2, -1, 0, 1, 2), 256, steps, 1e-3);
    }

    private static PinnSettings kuramoto(
            int width, int depth, List<Integer> powers, int places, int steps, double first) {
        return new PinnSettings(
                width,
                depth,
                true,
                5,
                powers,
                32,
                places,
                true,
                GATED,
                EpsilonSchedule.decades(first, 1e2, steps, 1000),
                Optimizer.ADAM,
                true,
                new TimeMarching(0.1, 0.01, false));
    }

    /// Decaying turbulence as in the paper: gated, 4 layers of 128, random points, Adam.
    public static PinnSettings paperNavierStokes(int steps) {
        return new PinnSettings(
                128,
                4,
                true,
                5,
                List.of(0, 1, 2),
                32,
                256,
                true,
                GATED,
                EpsilonSchedule.decades(1e-3, 1, steps, 1000),
                Optimizer.ADAM,
                true,
                new TimeMarching(0.1, 0.01, false));
    }

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
