package org.separatrix.learn.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.random.RandomGeneratorFactory;

class BrownianPathTest {

    private static final int MANY = 40_000;

    private static LevyPath path(String kind, long seed, long... shape) {
        return kind.equals("interval")
                ? new BrownianInterval(0, 2, 0.1, seed, Kind.DOUBLE, shape)
                : new VirtualBrownianTree(0, 2, 0x1p-12, seed, Kind.DOUBLE, shape);
    }

    @ParameterizedTest
    @ValueSource(strings = {"interval", "tree"})
    void incrementsAndAreasHaveTheirVariances(String kind) {
        try (var _ = new Scope()) {
            var path = path(kind, 1, MANY);
            // Times on the tree's grid, so that nothing is interpolated.
            double[][] intervals = {{0.25, 1.0}, {0.5, 0.625}, {1.5, 2}, {0, 2}};
            for (var i : intervals) {
                double length = i[1] - i[0];
                var w = Tensors.toArray(path.increment(i[0], i[1]));
                var h = Tensors.toArray(path.levyArea(i[0], i[1]));
                double spread = 4 * Math.sqrt(2.0 / MANY);
                assertThat(mean(w, w)).isCloseTo(length, within(spread * length));
                assertThat(mean(h, h)).isCloseTo(length / 12, within(spread * length / 12));
                assertThat(mean(w, h)).isCloseTo(0, within(spread * length / Math.sqrt(12)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"interval", "tree"})
    void valuesAtTwoTimesCovaryAsTheEarlierTime(String kind) {
        try (var _ = new Scope()) {
            var path = path(kind, 2, MANY);
            var later = Tensors.toArray(path.increment(0, 1.75));
            var earlier = Tensors.toArray(path.increment(0, 0.5));
            assertThat(mean(earlier, later))
                    .isCloseTo(0.5, within(4 * Math.sqrt((0.5 * 1.75 + 0.25) / MANY)));
        }
    }

    private static double mean(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum / a.length;
    }

    @ParameterizedTest
    @ValueSource(strings = {"interval", "tree"})
    void incrementsAddUpInWhateverOrderTheyAreAsked(String kind) {
        try (var _ = new Scope()) {
            var random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
            var path = path(kind, 3, 5);
            for (int trial = 0; trial < 200; trial++) {
                double[] t = {
                    2 * random.nextDouble(), 2 * random.nextDouble(), 2 * random.nextDouble()
                };
                java.util.Arrays.sort(t);
                var left = Tensors.toArray(path.increment(t[0], t[1]));
                var whole = Tensors.toArray(path.increment(t[0], t[2]));
                var right = Tensors.toArray(path.increment(t[1], t[2]));
                var again = Tensors.toArray(path.increment(t[0], t[1]));
                assertThat(again).containsExactly(left);
                for (int i = 0; i < 5; i++) {
                    assertThat(left[i] + right[i]).isCloseTo(whole[i], within(1e-12));
                }
            }
        }
    }

    @Test
    void areasOfPartsMakeTheAreaOfTheWhole() {
        try (var _ = new Scope()) {
            var path = new BrownianInterval(0, 2, 0, 4, Kind.DOUBLE, 3);
            var h = Tensors.toArray(path.levyArea(0, 2));
            double l = 0.7;
            double r = 1.3;
            var wl = Tensors.toArray(path.increment(0, 0.7));
            var wr = Tensors.toArray(path.increment(0.7, 2));
            var hl = Tensors.toArray(path.levyArea(0, 0.7));
            var hr = Tensors.toArray(path.levyArea(0.7, 2));
            for (int i = 0; i < 3; i++) {
                double whole = (l * hl[i] + r * hr[i] + 0.5 * (r * wl[i] - l * wr[i])) / 2;
                assertThat(h[i]).isCloseTo(whole, within(1e-14));
            }
        }
    }

    @Test
    void aTreeForgetsNothingAndRemembersNothing() {
        try (var _ = new Scope()) {
            var a = path("tree", 5, 4);
            var b = path("tree", 5, 4);
            var first = Tensors.toArray(a.increment(0.3, 1.1));
            b.increment(1.7, 1.9);
            assertThat(Tensors.toArray(b.increment(0.3, 1.1))).containsExactly(first);
            assertThat(Tensors.toArray(path("tree", 6, 4).increment(0.3, 1.1))).isNotEqualTo(first);
        }
    }

    @Test
    void aPathAskedOutsideItsTimesSaysSo() {
        try (var _ = new Scope()) {
            assertThatThrownBy(() -> path("interval", 1, 1).increment(0, 3))
                    .isInstanceOf(SolveException.class)
                    .hasMessage("the Brownian path covers [0.0, 2.0], asked at 3.0");
            assertThatThrownBy(() -> path("tree", 1, 1).increment(0, 3))
                    .hasMessage("the Brownian path covers [0.0, 2.0], asked at 3.0");
            assertThatThrownBy(() -> path("interval", 1, 1).levyArea(1, 0))
                    .hasMessage("the Lévy area needs times in order");
        }
    }
}
