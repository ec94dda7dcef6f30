package org.separatrix.analysis.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

class AffinityPropagationTest {

    private static double[][] blobs(int groups, int each, long seed) {
        var random = new SplittableRandom(seed);
        var points = new double[groups * each][];
        for (int i = 0; i < points.length; i++) {
            double angle = 2 * Math.PI * (i % groups) / groups;
            points[i] =
                    new double[] {
                        10 * Math.cos(angle) + 0.3 * random.nextGaussian(),
                        10 * Math.sin(angle) + 0.3 * random.nextGaussian()
                    };
        }
        return points;
    }

    private static int[] truth(int groups, int each) {
        var labels = new int[groups * each];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % groups;
        }
        return labels;
    }

    @Test
    void separateGroupsAreFoundWithoutTellingTheirNumber() {
        for (int groups : new int[] {3, 5, 7}) {
            var found = AffinityPropagation.of(blobs(groups, 12, groups));
            assertThat(found.converged()).isTrue();
            assertThat(found.clusters()).isEqualTo(groups);
            assertThat(AdjustedRand.index(found.labels(), truth(groups, 12))).isEqualTo(1);
        }
    }

    @Test
    void everyExemplarStandsForItselfAndEveryPointForItsNearest() {
        double[][] points = blobs(4, 10, 9);
        var found = AffinityPropagation.of(points);
        for (int c = 0; c < found.clusters(); c++) {
            assertThat(found.labels()[found.exemplars()[c]]).isEqualTo(c);
        }
        for (int i = 0; i < points.length; i++) {
            double own = square(points[i], points[found.exemplars()[found.labels()[i]]]);
            for (int exemplar : found.exemplars()) {
                assertThat(own).isLessThanOrEqualTo(square(points[i], points[exemplar]) + 1e-9);
            }
        }
    }

    @Test
    void mostSmallProblemsAreSolvedAsByTryingAllSetsOfExemplars() {
        var random = new SplittableRandom(3);
        int solved = 0;
        for (int trial = 0; trial < 20; trial++) {
            var s = new double[8][8];
            var points = new double[8][2];
            for (double[] point : points) {
                point[0] = random.nextGaussian();
                point[1] = random.nextGaussian();
            }
            for (int i = 0; i < 8; i++) {
                for (int j = 0; j < 8; j++) {
                    s[i][j] = -square(points[i], points[j]);
                }
            }
            var found = AffinityPropagation.ofSimilarities(s, -1);
            int chosen = 0;
            for (int exemplar : found.exemplars()) {
                chosen |= 1 << exemplar;
            }
            double best = Double.NEGATIVE_INFINITY;
            for (int set = 1; set < 256; set++) {
                best = Math.max(best, net(s, -1, set));
            }
            double reached = net(s, -1, chosen);
            assertThat(reached).isBetween(1.25 * best, best + 1e-9);
            solved += reached > best - 1e-9 ? 1 : 0;
        }
        // Messages on a graph with loops need not end in the optimum.
        assertThat(solved).isGreaterThanOrEqualTo(14);
    }

    /// Sum of similarities to the nearest exemplar and of the preferences.
    private static double net(double[][] s, double preference, int set) {
        double sum = 0;
        for (int i = 0; i < s.length; i++) {
            double most = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < s.length; k++) {
                if ((set >> k & 1) == 1) {
                    most = Math.max(most, i == k ? Double.POSITIVE_INFINITY : s[i][k]);
                }
            }
            sum += Double.isInfinite(most) ? preference : most;
        }
        return sum;
    }

    @Test
    void aLowerPreferenceGivesFewerClusters() {
        double[][] points = blobs(6, 6, 4);
        var s = new double[36][36];
        for (int i = 0; i < 36; i++) {
            for (int j = 0; j < 36; j++) {
                s[i][j] = -square(points[i], points[j]);
            }
        }
        int few = AffinityPropagation.ofSimilarities(s, -3000).clusters();
        int many = AffinityPropagation.ofSimilarities(s, -0.01).clusters();
        assertThat(few).isLessThan(6);
        assertThat(many).isGreaterThan(6);
    }

    @Test
    void symmetricAndEqualPointsAndASinglePointAreGrouped() {
        double[][] square = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        assertThat(AffinityPropagation.of(square).clusters()).isBetween(1, 4);
        assertThat(AffinityPropagation.of(new double[][] {{1}, {1}, {1}}).labels()).hasSize(3);
        assertThat(AffinityPropagation.of(new double[][] {{1}}).labels()).containsExactly(0);
        assertThatThrownBy(() -> AffinityPropagation.of(new double[0][]))
                .hasMessage("affinity propagation needs at least one point");
        assertThatThrownBy(() -> AffinityPropagation.of(new double[][] {{0}, {Double.NaN}}))
                .hasMessageStartingWith("similarities must be finite");
    }

    @Test
    void theRandIndexIsOneForTheSameGroupsAndZeroOnAverageForIndependentOnes() {
        int[] a = {0, 0, 1, 1, 2, 2};
        assertThat(AdjustedRand.index(a, new int[] {7, 7, -3, -3, 0, 0})).isEqualTo(1);
        // Hand count: 2 pairs together in both, 3 and 4 in one; expected 3*4/15.
        assertThat(AdjustedRand.index(a, new int[] {0, 0, 1, 1, 1, 2}))
                .isCloseTo((2 - 12.0 / 15) / (3.5 - 12.0 / 15), within(1e-12));
        var random = new SplittableRandom(5);
        double sum = 0;
        for (int trial = 0; trial < 2000; trial++) {
            var x = new int[20];
            var y = new int[20];
            for (int i = 0; i < 20; i++) {
                x[i] = random.nextInt(3);
                y[i] = random.nextInt(4);
            }
            sum += AdjustedRand.index(x, y) / 2000;
        }
        assertThat(sum).isCloseTo(0, within(0.01));
        assertThatThrownBy(() -> AdjustedRand.index(new int[2], new int[3]))
                .hasMessage("expected two labellings of the same points, got 2 and 3 labels");
    }

    private static double square(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        }
        return sum;
    }
}
