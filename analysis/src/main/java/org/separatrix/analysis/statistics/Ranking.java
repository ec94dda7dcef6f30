package org.separatrix.analysis.statistics;

import org.separatrix.analysis.metrics.RankCorrelation;

import java.util.Arrays;

/// Ranks of several methods on each of several blocks (data sets, systems, judges): 1 is best,
/// equal scores share the mean of their places.
public final class Ranking {

    private final double[][] ranks;

    private Ranking(double[][] ranks) {
        this.ranks = ranks;
    }

    /// Ranks scores.
    ///
    /// @param scores `[blocks][methods]`; infinite ones are the best or the worst
    /// @throws IllegalArgumentException if there is no block, fewer than two methods, or a score
    ///   that is not a number
    public static Ranking of(double[][] scores, boolean higherIsBetter) {
        if (scores.length == 0 || scores[0].length < 2) {
            throw new IllegalArgumentException(
                    "a ranking needs at least 1 block and 2 methods, got %d and %d"
                            .formatted(scores.length, scores.length == 0 ? 0 : scores[0].length));
        }
        var ranks = new double[scores.length][];
        for (int b = 0; b < scores.length; b++) {
            if (scores[b].length != scores[0].length) {
                throw new IllegalArgumentException(
                        "block %d: expected %d scores, got %d"
                                .formatted(b, scores[0].length, scores[b].length));
            }
            var costs = new double[scores[b].length];
            for (int m = 0; m < costs.length; m++) {
                if (Double.isNaN(scores[b][m])) {
                    throw new IllegalArgumentException(
                            "block %d: the score of method %d is not a number".formatted(b, m));
                }
                costs[m] = higherIsBetter ? -scores[b][m] : scores[b][m];
            }
            ranks[b] = RankCorrelation.ranks(costs);
        }
        return new Ranking(ranks);
    }

    /// Number of blocks.
    public int blocks() {
        return ranks.length;
    }

    /// Number of methods.
    public int methods() {
        return ranks[0].length;
    }

    /// Rank of a method on a block.
    public double rank(int block, int method) {
        return ranks[block][method];
    }

    /// Mean rank of each method.
    public double[] meanRanks() {
        var means = new double[methods()];
        for (double[] row : ranks) {
            for (int m = 0; m < means.length; m++) {
                means[m] += row[m] / blocks();
            }
        }
        return means;
    }

    /// First places of each method; a shared first place counts as its share.
    public double[] wins() {
        var wins = new double[methods()];
        for (double[] row : ranks) {
            double best = Arrays.stream(row).min().orElseThrow();
            long sharing = Arrays.stream(row).filter(r -> r == best).count();
            for (int m = 0; m < wins.length; m++) {
                wins[m] += row[m] == best ? 1.0 / sharing : 0;
            }
        }
        return wins;
    }

    /// Friedman's test of the hypothesis that all methods are equally good.
    ///
    /// @param statistic asymptotically chi-squared under the hypothesis, corrected for ties; 0 if
    ///   every block ties all methods
    /// @param degreesOfFreedom methods - 1
    /// @param p chance of a statistic at least as large; approximate for few blocks
    public record Friedman(double statistic, int degreesOfFreedom, double p) {}

    /// Friedman's test with the correction for ties.
    ///
    /// Source: M. Friedman, "The use of ranks to avoid the assumption of normality", J. Am. Stat.
    /// Assoc. 32 (1937); W. J. Conover, "Practical Nonparametric Statistics", 3rd ed., 5.8.
    public Friedman friedman() {
        int n = blocks();
        int k = methods();
        double centre = 0.5 * (k + 1);
        double between = 0;
        for (double mean : meanRanks()) {
            between += (mean - centre) * (mean - centre) * n * n;
        }
        double within = 0;
        for (double[] row : ranks) {
            for (double rank : row) {
                within += (rank - centre) * (rank - centre);
            }
        }
        double statistic = within > 0 ? (k - 1) * between / within : 0;
        return new Friedman(statistic, k - 1, ChiSquare.survival(statistic, k - 1));
    }
}
