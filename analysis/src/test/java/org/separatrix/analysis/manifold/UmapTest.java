package org.separatrix.analysis.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.analysis.clustering.AdjustedRand;
import org.separatrix.analysis.clustering.KMeans;

import java.util.Arrays;
import java.util.SplittableRandom;

class UmapTest {

    private static double[][] blobs(int groups, int each, int dimension) {
        var random = new SplittableRandom(1);
        var centres = new double[groups][dimension];
        for (double[] centre : centres) {
            Arrays.setAll(centre, _ -> 8 * random.nextGaussian());
        }
        var points = new double[groups * each][dimension];
        for (int i = 0; i < points.length; i++) {
            int group = i % groups;
            Arrays.setAll(points[i], j -> centres[group][j] + random.nextGaussian());
        }
        return points;
    }

    @Test
    void membershipsSumToTheLogarithmOfTheNeighbourhood() {
        var random = new SplittableRandom(2);
        for (int trial = 0; trial < 20; trial++) {
            var distances = random.doubles(9, 0.5, 3).sorted().toArray();
            var memberships = FuzzyGraph.memberships(distances, 10);
            assertThat(Arrays.stream(memberships).sum())
                    .isCloseTo(Math.log(10) / Math.log(2), within(1e-6));
            assertThat(memberships[0]).isEqualTo(1);
            for (int k = 1; k < 9; k++) {
                assertThat(memberships[k]).isLessThanOrEqualTo(memberships[k - 1]);
            }
        }
    }

    @Test
    void theGraphJoinsBothViewsOfEachPairAsProbabilities() {
        double[][] points = {{0}, {1}, {3}, {7}, {15}};
        var graph = FuzzyGraph.of(points, 3);
        var directed = new double[5][5];
        for (int i = 0; i < 5; i++) {
            int from = i;
            var order =
                    java.util.stream.IntStream.range(0, 5)
                            .filter(j -> j != from)
                            .boxed()
                            .sorted(
                                    java.util.Comparator.comparingDouble(
                                            j -> Math.abs(points[j][0] - points[from][0])))
                            .limit(2)
                            .toList();
            double[] distances =
                    order.stream()
                            .mapToDouble(j -> Math.abs(points[j][0] - points[from][0]))
                            .toArray();
            double[] memberships = FuzzyGraph.memberships(distances, 3);
            for (int k = 0; k < 2; k++) {
                directed[i][order.get(k)] = memberships[k];
            }
        }
        var seen = new double[5][5];
        for (int e = 0; e < graph.heads().length; e++) {
            assertThat(graph.heads()[e]).isLessThan(graph.tails()[e]);
            seen[graph.heads()[e]][graph.tails()[e]] = graph.memberships()[e];
        }
        for (int i = 0; i < 5; i++) {
            for (int j = i + 1; j < 5; j++) {
                double a = directed[i][j];
                double b = directed[j][i];
                assertThat(seen[i][j]).isCloseTo(1 - (1 - a) * (1 - b), within(1e-12));
            }
        }
    }

    @Test
    void theCurveOfAttractionIsTheBestFitOfItsKind() {
        double best = misfit(Umap.A, Umap.B);
        for (double step : new double[] {-1e-3, 1e-3}) {
            assertThat(misfit(Umap.A + step, Umap.B)).isGreaterThan(best);
            assertThat(misfit(Umap.A, Umap.B + step)).isGreaterThan(best);
        }
    }

    private static double misfit(double a, double b) {
        double sum = 0;
        for (int i = 0; i < 300; i++) {
            double x = 3.0 * i / 299;
            double y = x < 0.1 ? 1 : Math.exp(-(x - 0.1));
            sum += Math.pow(1 / (1 + a * Math.pow(x, 2 * b)) - y, 2);
        }
        return sum;
    }

    @Test
    void separateGroupsStaySeparateOnTheMap() {
        var map = Umap.DEFAULT.map(blobs(4, 25, 20), new SplittableRandom(3));
        var truth = new int[100];
        Arrays.setAll(truth, i -> i % 4);
        double best = 0;
        for (int seed = 0; seed < 10; seed++) {
            var found = KMeans.of(map, 4, new SplittableRandom(seed));
            best = Math.max(best, AdjustedRand.index(found.labels(), truth));
        }
        assertThat(best).isEqualTo(1);
    }

    @Test
    void aCurveInManyDimensionsKeepsItsOrderOfNeighbours() {
        var points = new double[120][];
        for (int i = 0; i < 120; i++) {
            double t = i / 10.0;
            points[i] = new double[] {Math.cos(t), Math.sin(t), 0.3 * t, 0.1 * t * t};
        }
        var map = Umap.DEFAULT.map(points, new SplittableRandom(4));
        int kept = 0;
        for (int i = 0; i < 120; i++) {
            int nearest = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < 120; j++) {
                double d = Math.hypot(map[i][0] - map[j][0], map[i][1] - map[j][1]);
                if (j != i && d < least) {
                    least = d;
                    nearest = j;
                }
            }
            kept += Math.abs(nearest - i) <= 3 ? 1 : 0;
        }
        assertThat(kept).isGreaterThanOrEqualTo(108);
    }

    @Test
    void theSameSeedGivesTheSameMapAndEqualPointsDoNoHarm() {
        double[][] points = blobs(3, 10, 5);
        points[4] = points[7].clone();
        var first = Umap.DEFAULT.map(points, new SplittableRandom(5));
        assertThat(Umap.DEFAULT.map(points, new SplittableRandom(5))).isDeepEqualTo(first);
        assertThat(Arrays.stream(first).flatMapToDouble(Arrays::stream)).allMatch(Double::isFinite);
        var same = Umap.DEFAULT.map(new double[6][2], new SplittableRandom(6));
        assertThat(Arrays.stream(same).flatMapToDouble(Arrays::stream)).allMatch(Double::isFinite);
    }

    @Test
    void misuseIsExplained() {
        assertThatThrownBy(() -> Umap.DEFAULT.map(new double[3][2], new SplittableRandom(1)))
                .hasMessage("a map needs 4 points, got 3");
        assertThatThrownBy(() -> new Umap(1, 10, 1, 5)).hasMessageContaining("neighbours >= 2");
    }
}
