package org.separatrix.learn.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.random.RandomGeneratorFactory;

class SignatureTest {

    @Test
    void aStraightLineHasThePowersOfItsIncrement() {
        var line = Signature.of(new double[][] {{0, 0}, {0.5, 1.5}, {1, 3}}, 3);
        double[] x = {1, 3};
        for (int i = 0; i < 2; i++) {
            assertThat(line.level(1)[i]).isCloseTo(x[i], within(1e-14));
            for (int j = 0; j < 2; j++) {
                assertThat(line.level(2)[2 * i + j]).isCloseTo(x[i] * x[j] / 2, within(1e-14));
                for (int k = 0; k < 2; k++) {
                    assertThat(line.level(3)[4 * i + 2 * j + k])
                            .isCloseTo(x[i] * x[j] * x[k] / 6, within(1e-14));
                }
            }
        }
        assertThat(line.logarithm()).containsExactly(new double[] {1, 3, 0, 0, 0}, within(1e-13));
    }

    @Test
    void oneTurnOfTheCircleEnclosesItsArea() {
        int n = 4000;
        var circle = new double[n + 1][];
        for (int i = 0; i <= n; i++) {
            double angle = 2 * Math.PI * i / n;
            circle[i] = new double[] {Math.cos(angle), Math.sin(angle)};
        }
        assertThat(Signature.of(circle, 2).logarithm())
                .containsExactly(new double[] {0, 0, Math.PI}, within(1e-5));
    }

    @Test
    void pathsMultiplyWhenTheyFollowEachOther() {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        var path = new double[9][3];
        for (var row : path) {
            for (int c = 0; c < 3; c++) {
                row[c] = random.nextGaussian();
            }
        }
        var first = Signature.of(java.util.Arrays.copyOfRange(path, 0, 5), 3);
        var second = Signature.of(java.util.Arrays.copyOfRange(path, 4, 9), 3);
        var whole = Signature.of(path, 3);
        for (int level = 1; level <= 3; level++) {
            assertThat(first.then(second).level(level))
                    .containsExactly(whole.level(level), within(1e-12));
        }
    }

    @Test
    void thereAreAsManyComponentsAsLyndonWords() {
        var point = new double[][] {{0, 0, 0}};
        assertThat(Signature.of(point, 1).logarithm()).hasSize(3);
        assertThat(Signature.of(point, 2).logarithm()).hasSize(6);
        assertThat(Signature.of(point, 3).logarithm()).hasSize(14);
        assertThatThrownBy(() -> Signature.of(point, 4))
                .isInstanceOf(SolveException.class)
                .hasMessage("the depth must be 1, 2 or 3, got 4");
    }
}
