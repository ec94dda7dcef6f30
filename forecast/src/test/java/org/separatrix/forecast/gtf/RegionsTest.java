package org.separatrix.forecast.gtf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Linear regions: within one the map is affine.
class RegionsTest {

    static Stream<PiecewiseLinearMap> maps() {
        var random = new SplittableRandom(3);
        return Stream.of(
                ShallowPlrnn.random(3, 6, true, random),
                ShallowPlrnn.random(3, 6, false, random),
                Plrnn.random(3, false, random),
                Plrnn.random(3, true, random),
                DendriticPlrnn.random(3, 4, true, -1, 1, random),
                DendriticPlrnn.random(3, 4, false, -1, 1, random));
    }

    /// In one region `F(y) = F(z) + J(z) (y - z)`.
    @ParameterizedTest
    @MethodSource("maps")
    void statesOfOneRegionShareOneAffineMap(PiecewiseLinearMap map) {
        var random = new SplittableRandom(5);
        int shared = 0;
        for (int k = 0; k < 4000; k++) {
            double[] z = random.doubles(3, -1, 1).toArray();
            double[] y = random.doubles(3, -1, 1).toArray();
            if (map.region(z).equals(map.region(y))) {
                shared++;
                var fz = new double[3];
                var fy = new double[3];
                map.step(z, fz);
                map.step(y, fy);
                double[][] jacobian = map.jacobian(z);
                for (int i = 0; i < 3; i++) {
                    double affine = fz[i];
                    for (int j = 0; j < 3; j++) {
                        affine += jacobian[i][j] * (y[j] - z[j]);
                    }
                    assertThat(fy[i]).isCloseTo(affine, within(1e-12));
                }
            }
        }
        assertThat(shared).isPositive();
    }

    @Test
    void anOrbitThatCrossesOneKinkVisitsTwoRegions() {
        // F(z) = 0.5 z + relu(z - 1): one kink, at 1.
        var map =
                new ShallowPlrnn(
                        1,
                        1,
                        false,
                        new double[] {0.5},
                        new double[] {1},
                        new double[] {1},
                        new double[] {0},
                        new double[] {-1});
        assertThat(Cycles.regions(map, new double[][] {{0}, {0.5}, {-3}})).isEqualTo(1);
        assertThat(Cycles.regions(map, new double[][] {{0}, {2}, {-3}, {1.5}})).isEqualTo(2);
    }
}
