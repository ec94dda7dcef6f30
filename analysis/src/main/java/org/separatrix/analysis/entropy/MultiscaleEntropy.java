package org.separatrix.analysis.entropy;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.Estimate;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Composite multiscale fuzzy entropy: the irregularity of a series seen at coarser and coarser
/// scales.
///
/// At scale s the series is averaged over stretches of s values, once for each of the s places
/// where the first stretch may begin; the entropies of these s copies are averaged. The tolerance
/// stays that of the original series, r = 0.2 standard deviations, with m = 2. White noise loses
/// entropy with scale, 1/f noise keeps it.
///
/// Source: S.-D. Wu, C.-W. Wu, S.-G. Lin, C.-C. Wang and K.-Y. Lee, Entropy 15 (2013), 1069.
public final class MultiscaleEntropy {

    private static final int M = 2;
    private static final double R = 0.2;
    private static final int FEWEST_PER_SCALE = 50;
    private static final int PIECES = 4;

    private MultiscaleEntropy() {}

    /// The entropy at scales 1 to `scales`, in nats.
    public static double[] of(double[] series, int scales) {
        if (scales < 1 || series.length / scales < FEWEST_PER_SCALE) {
            throw new IllegalArgumentException(
                    "%d scales need %d values each, got %d values in all"
                            .formatted(scales, FEWEST_PER_SCALE, series.length));
        }
        Templates.check(series, M, R);
        double limit = R * Templates.deviation(series);
        var entropies = new double[scales];
        for (int scale = 1; scale <= scales; scale++) {
            for (int shift = 0; shift < scale; shift++) {
                entropies[scale - 1] +=
                        Entropies.fuzzyWithin(coarse(series, scale, shift), M, limit) / scale;
            }
        }
        return entropies;
    }

    /// Sum over the scales, the median over the states of a trajectory; its error is the spread
    /// over four pieces of the trajectory, divided by two.
    public static Estimate sum(Trajectory trajectory, int scales) {
        int length = trajectory.size() / PIECES;
        var sums = new double[PIECES];
        double mean = 0;
        for (int piece = 0; piece < PIECES; piece++) {
            var stretch = trajectory.slice(piece * length, (piece + 1) * length);
            var states =
                    IntStream.range(0, trajectory.dimension())
                            .mapToDouble(j -> Arrays.stream(of(stretch.column(j), scales)).sum())
                            .filter(Double::isFinite)
                            .sorted()
                            .toArray();
            int half = states.length / 2;
            sums[piece] =
                    states.length == 0
                            ? Double.NaN
                            : states.length % 2 == 1
                                    ? states[half]
                                    : 0.5 * (states[half - 1] + states[half]);
            mean += sums[piece] / PIECES;
        }
        double squares = 0;
        for (double sum : sums) {
            squares += (sum - mean) * (sum - mean);
        }
        return new Estimate(mean, Math.sqrt(squares / (PIECES - 1) / PIECES));
    }

    private static double[] coarse(double[] series, int scale, int shift) {
        var coarse = new double[(series.length - shift) / scale];
        for (int i = 0; i < coarse.length; i++) {
            for (int k = 0; k < scale; k++) {
                coarse[i] += series[shift + i * scale + k] / scale;
            }
        }
        return coarse;
    }
}
