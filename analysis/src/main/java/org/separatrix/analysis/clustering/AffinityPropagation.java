package org.separatrix.analysis.clustering;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Clusters around exemplars, whose number comes out of the data: points exchange messages until
/// some of them are agreed upon as examples for the rest.
///
/// Points resemble each other by minus their squared distance. The preference, what a point gains
/// as its own exemplar, sets how many clusters there are; the median of the similarities is usual.
///
/// Source: B. J. Frey and D. Dueck, "Clustering by passing messages between data points", Science
/// 315 (2007), 972.
///
/// @param exemplars indices of the points that stand for a cluster, rising
/// @param labels for each point the place of its exemplar in `exemplars`
/// @param converged whether the exemplars stayed the same long enough
/// @param rounds exchanges of messages
public record AffinityPropagation(int[] exemplars, int[] labels, boolean converged, int rounds) {

    private static final double DAMPING = 0.9;
    private static final int ROUNDS = 2000;

    /// Rounds without a change of the exemplars that count as agreement.
    private static final int AGREEMENT = 50;

    /// Relative size of the noise that breaks ties of symmetric data.
    private static final double TIES = 1e-12;

    /// Clusters points with the median similarity as preference.
    ///
    /// @param points `[n][d]`, finite, at least one
    public static AffinityPropagation of(double[][] points) {
        double[][] similarities = similarities(points);
        int n = points.length;
        var all = new double[n * (n - 1)];
        int count = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j) {
                    all[count++] = similarities[i][j];
                }
            }
        }
        Arrays.sort(all);
        double preference = count == 0 ? 0 : 0.5 * (all[(count - 1) / 2] + all[count / 2]);
        return ofSimilarities(similarities, preference);
    }

    /// Clusters by given similarities.
    ///
    /// @param similarities `[n][n]`, larger is more alike; the diagonal is not read
    /// @param preference what a point gains as its own exemplar
    public static AffinityPropagation ofSimilarities(double[][] similarities, double preference) {
        int n = similarities.length;
        if (n == 0) {
            throw new IllegalArgumentException("affinity propagation needs at least one point");
        }
        var s = new double[n][];
        // Without noise, symmetric data make exemplars alternate for ever.
        var random = new SplittableRandom(0);
        for (int i = 0; i < n; i++) {
            s[i] = similarities[i].clone();
            s[i][i] = preference;
            for (int j = 0; j < n; j++) {
                if (!Double.isFinite(s[i][j])) {
                    throw new IllegalArgumentException(
                            "similarities must be finite, entry (%d, %d) is %s"
                                    .formatted(i, j, s[i][j]));
                }
                s[i][j] += TIES * Math.abs(s[i][j]) * random.nextGaussian();
            }
        }
        var responsibility = new double[n][n];
        var availability = new double[n][n];
        boolean[] before = new boolean[n];
        int agreed = 0;
        int round = 0;
        while (round < ROUNDS && agreed < AGREEMENT) {
            round++;
            respond(s, availability, responsibility);
            offer(responsibility, availability);
            var now = new boolean[n];
            boolean any = false;
            for (int i = 0; i < n; i++) {
                now[i] = responsibility[i][i] + availability[i][i] > 0;
                any |= now[i];
            }
            agreed = any && Arrays.equals(now, before) ? agreed + 1 : 0;
            before = now;
        }
        return assigned(s, before, agreed >= AGREEMENT, round);
    }

    /// How well suited each k is as exemplar of i, against the best other one.
    private static void respond(double[][] s, double[][] availability, double[][] responsibility) {
        int n = s.length;
        for (int i = 0; i < n; i++) {
            double best = Double.NEGATIVE_INFINITY;
            double second = Double.NEGATIVE_INFINITY;
            int at = 0;
            for (int k = 0; k < n; k++) {
                double sum = s[i][k] + availability[i][k];
                if (sum > best) {
                    second = best;
                    best = sum;
                    at = k;
                } else if (sum > second) {
                    second = sum;
                }
            }
            for (int k = 0; k < n; k++) {
                double rival = k == at ? second : best;
                double fresh = n == 1 ? s[i][k] : s[i][k] - rival;
                responsibility[i][k] = DAMPING * responsibility[i][k] + (1 - DAMPING) * fresh;
            }
        }
    }

    /// How much support each k has as an exemplar from the others.
    private static void offer(double[][] responsibility, double[][] availability) {
        int n = responsibility.length;
        for (int k = 0; k < n; k++) {
            double support = 0;
            for (int i = 0; i < n; i++) {
                support += i == k ? 0 : Math.max(0, responsibility[i][k]);
            }
            for (int i = 0; i < n; i++) {
                double fresh =
                        i == k
                                ? support
                                : Math.min(
                                        0,
                                        responsibility[k][k]
                                                + support
                                                - Math.max(0, responsibility[i][k]));
                availability[i][k] = DAMPING * availability[i][k] + (1 - DAMPING) * fresh;
            }
        }
    }

    private static AffinityPropagation assigned(
            double[][] s, boolean[] chosen, boolean converged, int rounds) {
        int n = s.length;
        var exemplars = new int[n];
        int count = 0;
        for (int i = 0; i < n; i++) {
            if (chosen[i]) {
                exemplars[count++] = i;
            }
        }
        if (count == 0) {
            // Nobody is agreed upon: one cluster, around the point most like all others.
            int best = 0;
            double most = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < n; k++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += i == k ? 0 : s[i][k];
                }
                if (sum > most) {
                    most = sum;
                    best = k;
                }
            }
            exemplars[count++] = best;
        }
        exemplars = Arrays.copyOf(exemplars, count);
        int[] labels = nearest(s, exemplars);
        // Within its cluster another point may stand for all others better.
        for (int c = 0; c < count; c++) {
            double most = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < n; k++) {
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += labels[i] == c && i != k ? s[i][k] : 0;
                }
                if (labels[k] == c && sum > most) {
                    most = sum;
                    exemplars[c] = k;
                }
            }
        }
        Arrays.sort(exemplars);
        return new AffinityPropagation(exemplars, nearest(s, exemplars), converged, rounds);
    }

    private static int[] nearest(double[][] s, int[] exemplars) {
        var labels = new int[s.length];
        for (int i = 0; i < s.length; i++) {
            for (int c = 0; c < exemplars.length; c++) {
                if (exemplars[c] == i) {
                    labels[i] = c;
                    break;
                }
                if (s[i][exemplars[c]] > s[i][exemplars[labels[i]]]) {
                    labels[i] = c;
                }
            }
        }
        return labels;
    }

    /// Number of clusters.
    public int clusters() {
        return exemplars.length;
    }

    private static double[][] similarities(double[][] points) {
        int n = points.length;
        var s = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double square = 0;
                for (int k = 0; k < points[i].length; k++) {
                    double step = points[i][k] - points[j][k];
                    square += step * step;
                }
                s[i][j] = -square;
                s[j][i] = -square;
            }
        }
        return s;
    }
}
