package org.separatrix.analysis.dimension;

import org.separatrix.analysis.statistics.Line;
import org.separatrix.dynamics.catalog.Estimate;

/// The correlation sum on a ladder of radii, by stretches of time.
public final class CorrelationSum {

    private static final double LARGEST_SHARE = 0.1;
    private static final double E_FOLDS = 7;
    private static final int FEWEST_PAIRS = 100;

    private final double[] logRadii;
    private final double[][][] pairs;

    private CorrelationSum(double[] logRadii, double[][][] pairs) {
        this.logRadii = logRadii;
        this.pairs = pairs;
    }

    static CorrelationSum of(PointSet set, int theiler) {
        double largest = CorrelationDimension.radiusOfShare(set, LARGEST_SHARE, theiler);
        int perFold = CorrelationDimension.binsPerEFold();
        int bins = (int) (E_FOLDS * perFold);
        int blocks = CorrelationDimension.BLOCKS;
        int n = set.size();
        var pairs = new double[blocks][blocks][bins];
        double logLargest = Math.log(largest);
        set.pairsWithin(
                largest,
                theiler,
                (i, j, squared) -> {
                    double folds = squared > 0 ? logLargest - 0.5 * Math.log(squared) : E_FOLDS;
                    int bin = bins - 1 - Math.min(bins - 1, (int) (folds * perFold));
                    pairs[(int) ((long) i * blocks / n)][(int) ((long) j * blocks / n)][bin]++;
                });
        for (var row : pairs) {
            for (var cell : row) {
                for (int bin = 1; bin < bins; bin++) {
                    cell[bin] += cell[bin - 1];
                }
            }
        }
        var logRadii = new double[bins];
        for (int bin = 0; bin < bins; bin++) {
            logRadii[bin] = logLargest - (bins - 1.0 - bin) / perFold;
        }
        return new CorrelationSum(logRadii, pairs);
    }

    /// Logarithms of the radii, rising; radii in standard deviations of the coordinates.
    public double[] logRadii() {
        return logRadii.clone();
    }

    /// Number of pairs closer than each radius.
    public double[] pairs() {
        return pairsWithout(-1);
    }

    private double[] pairsWithout(int left) {
        var sum = new double[logRadii.length];
        for (int a = 0; a < pairs.length; a++) {
            for (int b = 0; b < pairs.length; b++) {
                if (a != left && b != left) {
                    for (int bin = 0; bin < sum.length; bin++) {
                        sum[bin] += pairs[a][b][bin];
                    }
                }
            }
        }
        return sum;
    }

    /// The slope in the scaling region.
    Estimate slope() {
        var logs = logs(-1);
        int first = 0;
        var counts = pairs();
        while (first < counts.length && counts[first] < FEWEST_PAIRS) {
            first++;
        }
        int window = CorrelationDimension.binsPerEFold() + 1;
        if (counts.length - first < window) {
            throw new IllegalArgumentException(
                    "too few close pairs for a scaling region: take more points");
        }
        int best = first;
        double least = Double.POSITIVE_INFINITY;
        for (int from = first; from + window <= counts.length; from++) {
            double variation = variation(logs, from, window);
            if (variation < least) {
                least = variation;
                best = from;
            }
        }
        int from = best;
        var scatter =
                Jackknife.estimate(
                        CorrelationDimension.BLOCKS,
                        left -> Line.through(logRadii, logs(left), from, from + window).slope());
        return new Estimate(scatter.value(), Math.hypot(scatter.error(), least));
    }

    private double[] logs(int left) {
        var logs = pairsWithout(left);
        for (int bin = 0; bin < logs.length; bin++) {
            logs[bin] = Math.log(Math.max(logs[bin], 0.5));
        }
        return logs;
    }

    /// Standard deviation of the local slopes in a window.
    private double variation(double[] logs, int from, int window) {
        double slope = Line.through(logRadii, logs, from, from + window).slope();
        double squares = 0;
        for (int bin = from + 1; bin < from + window; bin++) {
            double local = (logs[bin] - logs[bin - 1]) / (logRadii[bin] - logRadii[bin - 1]);
            squares += (local - slope) * (local - slope);
        }
        return Math.sqrt(squares / (window - 1));
    }
}
