package org.separatrix.forecast.gtf;

import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;

import java.util.Arrays;
import java.util.List;

/// How gradients grow along a learned map of the Lorenz system: bounded at `alpha* = 1 - 1/s`, but
/// neither growing nor vanishing at the far smaller `alpha_c = 1 - exp(-lambda_1 dt)`.
final class GrowthReport {

    private static final int LONGEST = 1000;
    private static final int STRENGTHS = 21;

    private final PiecewiseLinearMap map;
    private final double[][] states;
    private final double[][] orbit;
    private final double free;

    /// @param rows true states to begin with, standardised, [#LONGEST] or more
    GrowthReport(PiecewiseLinearMap map, double[][] rows) {
        this.map = map;
        states = Arrays.copyOf(rows, Math.min(LONGEST, rows.length));
        orbit = map.freeRun(rows[0], rows.length);
        free = GradientGrowth.slope(map, orbit, 1);
    }

    /// The strength at which products neither grow nor vanish along the free orbit.
    private double critical() {
        return 1 - Math.exp(-free);
    }

    private double sufficient() {
        return Forcing.BATCH_MAXIMUM.estimate(map, new double[][][] {states});
    }

    List<Claim> claims(String paper) {
        double s =
                Arrays.stream(states)
                        .mapToDouble(z -> SpectralNorm.of(map.jacobian(z)))
                        .max()
                        .orElseThrow();
        double forced = GradientGrowth.measuredSlope(map, orbit, 0.1);
        double atCritical = GradientGrowth.measuredSlope(map, orbit, critical());
        return List.of(
                Claim.atMost(
                        "gradients-bounded",
                        "With alpha* = 1 - 1/s the norm of dz_T/dz_1 never exceeds s, for all T up"
                                + " to 1000 (ratio to s).",
                        paper + ", proposition",
                        1 + 1e-9,
                        GradientGrowth.largestProduct(map, states, sufficient()) / s),
                Claim.within(
                        "unforced-growth",
                        "Without forcing the products grow by lambda_1 dt a step along the free"
                                + " orbit.",
                        paper + ", theory",
                        0.00906,
                        0.0025,
                        free),
                Claim.atMost(
                        "forcing-shifts-growth",
                        "Run with forcing 0.1, the recursion lets deviations grow by -ln(0.9) a"
                                + " step less than the Jacobians alone (error).",
                        paper + ", theory",
                        1e-6,
                        Math.abs(forced - free - Math.log(0.9))),
                Claim.atMost(
                        "critical-forcing",
                        "Run with forcing 1 - exp(-lambda_1 dt), with the exponent of the learned"
                                + " map, deviations neither grow nor vanish (growth a step).",
                        paper + ", theory",
                        1e-6,
                        Math.abs(atCritical)));
    }

    /// The growth against the strength, from none to four times the critical one.
    Block plot() {
        var strength = new double[STRENGTHS];
        Arrays.setAll(strength, i -> 4 * Math.abs(critical()) * i / (STRENGTHS - 1));
        double[] measured =
                Arrays.stream(strength)
                        .map(alpha -> GradientGrowth.measuredSlope(map, orbit, alpha))
                        .toArray();
        double[] theory = Arrays.stream(strength).map(a -> free + Math.log(1 - a)).toArray();
        return new Block.LinePlot(
                "growth of deviations along the free orbit; alpha* = %s is far to the right"
                        .formatted(Claim.number(sufficient())),
                Block.Axes.linear("forcing alpha", "growth a step (1)"),
                List.of(
                        new Block.Series("lambda_1 dt + ln(1 - alpha)", strength, theory, true),
                        Block.Series.of("measured", strength, measured)),
                List.of(
                        new Block.Mark(
                                "alpha_c %s".formatted(Claim.number(critical())), critical())));
    }
}
