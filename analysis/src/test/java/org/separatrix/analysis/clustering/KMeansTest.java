package org.separatrix.analysis.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

class KMeansTest {

    @Test
    void separateGroupsAreFound() {
        var random = new SplittableRandom(1);
        var points = new double[90][];
        for (int i = 0; i < 90; i++) {
            points[i] = new double[] {10 * (i % 3) + 0.1 * random.nextGaussian(), 0};
        }
        var found = KMeans.of(points, 3, new SplittableRandom(2));
        for (int i = 3; i < 90; i++) {
            assertThat(found.labels()[i]).isEqualTo(found.labels()[i % 3]);
        }
        assertThat(found.centres()[found.labels()[2]][0]).isCloseTo(20, within(0.1));
        // Variance 0.01 in one coordinate of 90 points.
        assertThat(found.inertia()).isCloseTo(0.9, within(0.6));
    }

    @Test
    void everyPointIsACentreIfThereAreAsMany() {
        double[][] points = {{0}, {1}, {5}};
        assertThat(KMeans.of(points, 3, new SplittableRandom(1)).inertia()).isZero();
    }

    @Test
    void misuseIsExplained() {
        double[][] points = {{0}, {0}, {1}};
        assertThatThrownBy(() -> KMeans.of(points, 4, new SplittableRandom(1)))
                .hasMessage("k must lie in 1..3, the number of points, got 4");
        assertThatThrownBy(() -> KMeans.of(points, 3, new SplittableRandom(1)))
                .hasMessage("k = 3 is more than the 2 different points");
    }
}
