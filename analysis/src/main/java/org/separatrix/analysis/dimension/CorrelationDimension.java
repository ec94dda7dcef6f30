package org.separatrix.analysis.dimension;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.Estimate;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Correlation dimension of the points of a trajectory: the exponent D of the share of pairs closer
/// than r, `C(r) ~ r^D` for small r.
///
/// Coordinates are divided by their standard deviations. Pairs closer in time than the Theiler
/// window are left out, since they lie on one stretch of orbit and would show dimension 1. The
/// errors come from leaving out one of [#BLOCKS] stretches of time after another (jackknife): they
/// describe the scatter over samples, not the bias of a radius at which the attractor is not yet
/// scaling.
public final class CorrelationDimension {

    /// Stretches of time that are left out in turn.
    static final int BLOCKS = 10;

    private static final int SAMPLED_PAIRS = 50_000;
    private static final int BINS_PER_E_FOLD = 5;
    private static final int FEWEST_PAIRS = 30;
    private static final int FEWEST_POINTS = 100;

    private CorrelationDimension() {}

    /// Takens's maximum-likelihood estimate `-1/mean(ln(r/R))` over the pairs closer than R.
    ///
    /// Source: F. Takens, Lecture Notes in Mathematics 1125 (1985), 99.
    ///
    /// @param theiler least difference in time index of a pair, exclusive
    /// @param share share of all pairs that lie closer than R: small enough for scaling, large
    ///   enough for statistics; 0.005 or less suits some thousand points
    public static Estimate takens(Trajectory points, int theiler, double share) {
        var set = checked(points, theiler);
        if (!(share > 0) || share > 0.5) {
            throw new IllegalArgumentException("share must lie in (0, 0.5], got " + share);
        }
        double radius = radiusOfShare(set, share, theiler);
        int n = set.size();
        var sums = new double[BLOCKS][BLOCKS];
        var counts = new long[BLOCKS][BLOCKS];
        double squaredRadius = radius * radius;
        set.pairsWithin(
                radius,
                theiler,
                (i, j, squared) -> {
                    if (squared > 0) {
                        int a = (int) ((long) i * BLOCKS / n);
                        int b = (int) ((long) j * BLOCKS / n);
                        sums[a][b] -= 0.5 * Math.log(squared / squaredRadius);
                        counts[a][b]++;
                    }
                });
        return Jackknife.estimate(
                BLOCKS,
                left -> {
                    double sum = 0;
                    long count = 0;
                    for (int a = 0; a < BLOCKS; a++) {
                        for (int b = 0; b < BLOCKS; b++) {
                            if (a != left && b != left) {
                                sum += sums[a][b];
                                count += counts[a][b];
                            }
                        }
                    }
                    return enough(count) / sum;
                });
    }

    /// Takens's estimate from a share of pairs of one in two hundred.
    public static Estimate takens(Trajectory points, int theiler) {
        return takens(points, theiler, 0.005);
    }

    /// Slope of `ln C(r)` against `ln r`, after Grassberger and Procaccia.
    ///
    /// The scaling region is the window of one e-fold of r or more in which the local slope varies
    /// least; the error holds that variation as well as the scatter over stretches of time.
    ///
    /// Source: P. Grassberger and I. Procaccia, Phys. Rev. Lett. 50 (1983), 346.
    public static Estimate correlationSum(Trajectory points, int theiler) {
        return CorrelationSum.of(checked(points, theiler), theiler).slope();
    }

    /// Number of pairs closer than r for a ladder of r, to draw.
    public static CorrelationSum curve(Trajectory points, int theiler) {
        return CorrelationSum.of(checked(points, theiler), theiler);
    }

    /// The value that the catalogue of Gilpin (2021) stores: `1 + n/sum ln(r/r_min)` over the
    /// distances between their 5th and 50th percentile.
    ///
    /// It is the exponent of a falling power law fitted to distances whose density rises, and no
    /// dimension; kept to compare. Uses at most 2,000 points, evenly chosen.
    public static double legacy(Trajectory points) {
        var set = checked(points, 0);
        int n = Math.min(set.size(), 2000);
        var distances = new double[n * (n - 1) / 2];
        int count = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                int a = (int) ((long) i * set.size() / n);
                int b = (int) ((long) j * set.size() / n);
                distances[count++] = Math.sqrt(set.squaredDistance(a, b));
            }
        }
        Arrays.sort(distances);
        int from = (int) (0.05 * count);
        int to = count / 2;
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Math.log(distances[i] / distances[from]);
        }
        return 1 + (to - from) / sum;
    }

    /// The radius below which a share of all pairs lies, from a sample of pairs.
    static double radiusOfShare(PointSet set, double share, int theiler) {
        var random = new SplittableRandom(1);
        var distances = new double[SAMPLED_PAIRS];
        int count = 0;
        for (int sample = 0; sample < SAMPLED_PAIRS; sample++) {
            int i = random.nextInt(set.size());
            int j = random.nextInt(set.size());
            if (i != j) {
                distances[count++] = set.squaredDistance(i, j);
            }
        }
        Arrays.sort(distances, 0, count);
        double radius = Math.sqrt(distances[(int) (share * (count - 1))]);
        if (!(radius > 0)) {
            throw new IllegalArgumentException(
                    "more than a share %s of the points coincide (Theiler window %d)"
                            .formatted(share, theiler));
        }
        return radius;
    }

    private static long enough(long pairs) {
        if (pairs < FEWEST_PAIRS) {
            throw new IllegalArgumentException(
                    "only %d close pairs, %d are needed: take more points or a larger share"
                            .formatted(pairs, FEWEST_PAIRS));
        }
        return pairs;
    }

    private static PointSet checked(Trajectory points, int theiler) {
        if (points.size() < FEWEST_POINTS) {
            throw new IllegalArgumentException(
                    "a dimension needs %d points, got %d".formatted(FEWEST_POINTS, points.size()));
        }
        if (theiler < 0 || theiler > points.size() / 2) {
            throw new IllegalArgumentException(
                    "theiler must lie in 0..%d, got %d".formatted(points.size() / 2, theiler));
        }
        return PointSet.of(points);
    }

    static int binsPerEFold() {
        return BINS_PER_E_FOLD;
    }
}
