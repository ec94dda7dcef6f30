package org.separatrix.dynamics.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BrownianPathTest {

    private final double[] dw = new double[1];
    private final double[] area = new double[1];

    @Test
    void theHalvesOfACellAddUpToIt() {
        var path = new BrownianPath(7, 1, 0.5);
        for (int level = 0; level < 12; level++) {
            for (long index = 0; index < 5; index++) {
                path.increments(level, index, dw, area);
                double whole = dw[0];
                double wholeArea = area[0];
                path.increments(level + 1, 2 * index, dw, area);
                double left = dw[0];
                double leftArea = area[0];
                path.increments(level + 1, 2 * index + 1, dw, area);
                double h = Math.scalb(0.5, -level - 1);
                assertThat(left + dw[0]).isCloseTo(whole, within(1e-14));
                assertThat(leftArea + h * left + area[0]).isCloseTo(wholeArea, within(1e-14));
            }
        }
    }

    @Test
    void incrementsAndAreasHaveTheirCovarianceAtEveryLevel() {
        int n = 40_000;
        for (int level : new int[] {0, 1, 3}) {
            var path = new BrownianPath(11 + level, 1, 1);
            double h = Math.scalb(1.0, -level);
            double ww = 0;
            double wz = 0;
            double zz = 0;
            double neighbours = 0;
            double before = 0;
            for (int i = 0; i < n; i++) {
                path.increments(level, i, dw, area);
                ww += dw[0] * dw[0] / n;
                wz += dw[0] * area[0] / n;
                zz += area[0] * area[0] / n;
                neighbours += dw[0] * before / n;
                before = dw[0];
            }
            // Four standard errors of a mean of products of Gaussian numbers.
            double se = 4 * Math.sqrt(2.0 / n);
            assertThat(ww).isCloseTo(h, within(h * se));
            assertThat(wz).isCloseTo(h * h / 2, within(h * h * se));
            assertThat(zz).isCloseTo(h * h * h / 3, within(h * h * h * se));
            assertThat(neighbours).isCloseTo(0, within(h * se));
        }
    }

    @Test
    void theValueAtATimeIsTheSumOfTheCellsBeforeIt() {
        var path = new BrownianPath(3, 1, 0.25);
        double sum = 0;
        for (int i = 0; i < 22; i++) {
            path.increments(2, i, dw, area);
            sum += dw[0];
        }
        assertThat(path.value(22 * 0.0625)[0]).isCloseTo(sum, within(1e-13));
    }

    @Test
    void channelsAndSeedsAreIndependentAndRepeatable() {
        var two = new double[2];
        var areas = new double[2];
        double product = 0;
        int n = 20_000;
        var path = new BrownianPath(5, 2, 1);
        for (int i = 0; i < n; i++) {
            path.increments(0, i, two, areas);
            product += two[0] * two[1] / n;
        }
        assertThat(product).isCloseTo(0, within(4 / Math.sqrt(n)));
        assertThat(new BrownianPath(5, 2, 1).value(3.7)).isEqualTo(path.value(3.7));
        assertThat(new BrownianPath(6, 2, 1).value(3.7)).isNotEqualTo(path.value(3.7));
    }

    @Test
    void aCursorGivesTheCellsThatAreAskedForAloneToTheBit() {
        var path = new BrownianPath(9, 2, 0.3);
        var two = new double[2];
        var areas = new double[2];
        var alone = new double[2];
        var areasAlone = new double[2];
        for (int level : new int[] {0, 1, 5, 48}) {
            for (long first : new long[] {0, 3, 1000, (1L << 40) - 5}) {
                var cells = path.cursor(level, first);
                for (long i = first; i < first + 70; i++) {
                    cells.next(two, areas);
                    path.increments(level, i, alone, areasAlone);
                    assertThat(two).containsExactly(alone);
                    assertThat(areas).containsExactly(areasAlone);
                }
            }
        }
    }
}
