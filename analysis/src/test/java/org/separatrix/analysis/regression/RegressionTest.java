package org.separatrix.analysis.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.SplittableRandom;

class RegressionTest {

    @Test
    void ridgeWithoutPenaltyFindsTheLine() {
        var ridge = new Ridge(2, 1);
        for (int i = 0; i < 10; i++) {
            ridge.add(new double[] {1, i}, new double[] {3 - 2.0 * i});
        }
        double[] w = ridge.solve(0);
        assertThat(w[0]).isCloseTo(3, within(1e-10));
        assertThat(w[1]).isCloseTo(-2, within(1e-10));
    }

    @Test
    void ridgeShrinksAsItsClosedFormSays() {
        // One feature: w = sum(xy) / (sum(xx) + penalty).
        var ridge = new Ridge(1, 1);
        ridge.add(new double[] {1}, new double[] {2});
        ridge.add(new double[] {2}, new double[] {3});
        assertThat(ridge.solve(3)[0]).isCloseTo(8.0 / 8, within(1e-12));
    }

    @Test
    void ridgeSurvivesFeaturesThatRepeatEachOther() {
        var ridge = new Ridge(2, 1);
        for (int i = 1; i < 6; i++) {
            ridge.add(new double[] {i, i}, new double[] {2.0 * i});
        }
        double[] w = ridge.solve(0);
        assertThat(w[0] + w[1]).isCloseTo(2, within(1e-6));
    }

    @Test
    void monomialsComeInGradedOrder() {
        var library = new PolynomialLibrary(2, 2);
        assertThat(library.size()).isEqualTo(6);
        var values = new double[6];
        library.evaluate(new double[] {2, 3}, values);
        assertThat(values).containsExactly(1, 2, 3, 4, 6, 9);
        assertThat(library.text(4, List.of("x", "y"))).isEqualTo("x*y");
        assertThat(library.text(5, List.of("x", "y"))).isEqualTo("y^2");
        assertThat(library.text(0, List.of("x", "y"))).isEqualTo("1");
    }

    @Test
    void sparseRegressionFindsTheLorenzEquationsExactly() {
        var library = new PolynomialLibrary(3, 2);
        var random = new SplittableRandom(1);
        var terms = new double[150][library.size()];
        var slopes = new double[150][3];
        for (int i = 0; i < terms.length; i++) {
            double x = 40 * random.nextDouble() - 20;
            double y = 40 * random.nextDouble() - 20;
            double z = 40 * random.nextDouble();
            library.evaluate(new double[] {x, y, z}, terms[i]);
            slopes[i] = new double[] {10 * (y - x), x * (28 - z) - y, x * y - 8.0 / 3 * z};
        }
        double[][] found = SparseRegression.solve(terms, slopes, 1e-3, 0);
        // Order: 1 x y z xx xy xz yy yz zz.
        close(found[0], new double[] {0, -10, 10, 0, 0, 0, 0, 0, 0, 0});
        close(found[1], new double[] {0, 28, -1, 0, 0, 0, -1, 0, 0, 0});
        close(found[2], new double[] {0, 0, 0, -8.0 / 3, 0, 1, 0, 0, 0, 0});
    }

    private static void close(double[] found, double[] exact) {
        for (int k = 0; k < exact.length; k++) {
            if (exact[k] == 0) {
                assertThat(found[k]).isZero();
            } else {
                assertThat(found[k]).isCloseTo(exact[k], within(1e-9));
            }
        }
    }
}
