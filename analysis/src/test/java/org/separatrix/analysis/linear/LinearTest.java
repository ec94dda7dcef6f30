package org.separatrix.analysis.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinearTest {

    private static double[] wave(int n, double phase) {
        var a = new double[n];
        for (int i = 0; i < n; i++) {
            a[i] = Math.sin(1 + i * phase);
        }
        return a;
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "3,5,2", "7,13,600", "4,300,9"})
    void productsAgreeWithTheDefinition(int m, int k, int n) {
        double[] a = wave(m * k, 0.7);
        double[] b = wave(k * n, 1.3);
        var transposed = new double[n * k];
        var expected = new double[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int p = 0; p < k; p++) {
                    expected[i * n + j] += a[i * k + p] * b[p * n + j];
                    transposed[j * k + p] = b[p * n + j];
                }
            }
        }
        var c = new double[m * n];
        Products.add(a, b, c, m, k, n);
        assertThat(c).containsExactly(expected, within(1e-12));
        var d = new double[m * n];
        Products.addTransposed(a, transposed, d, m, k, n);
        assertThat(d).containsExactly(expected, within(1e-12));
    }

    @Test
    void combinationAddsScaledRows() {
        double[] rows = wave(6 * 5, 0.9);
        double[] scales = wave(6, 0.4);
        var target = new double[8];
        Products.combine(scales, rows, 6, 5, target, 2);
        for (int j = 0; j < 5; j++) {
            double sum = 0;
            for (int i = 0; i < 6; i++) {
                sum += scales[i] * rows[i * 5 + j];
            }
            assertThat(target[2 + j]).isCloseTo(sum, within(1e-14));
        }
        assertThat(target[0]).isZero();
        assertThat(target[7]).isZero();
    }

    @Test
    void spectrumOfTheChainIsKnown() {
        int n = 12;
        var a = new double[n][n];
        for (int i = 0; i < n; i++) {
            a[i][i] = 2;
            if (i > 0) {
                a[i][i - 1] = -1;
                a[i - 1][i] = -1;
            }
        }
        var eigen = SymmetricEigen.of(a);
        for (int i = 0; i < n; i++) {
            double angle = Math.PI * (n - i) / (n + 1);
            assertThat(eigen.value(i)).isCloseTo(2 - 2 * Math.cos(angle), within(1e-12));
        }
        double[] x = wave(n, 0.8);
        assertThat(eigen.synthesise(eigen.analyse(x))).containsExactly(x, within(1e-12));
        assertThat(eigen.rank(1e-10)).isEqualTo(n);
    }

    @Test
    void factorSolvesAndKnowsTheDeterminant() {
        double[][] a = {{3, 1}, {1, 2}};
        var factor = Cholesky.of(a, 1);
        assertThat(factor.solve(new double[][] {{4}, {1}})[0][0]).isCloseTo(1, within(1e-14));
        assertThat(factor.logDeterminant()).isCloseTo(Math.log(11), within(1e-14));
    }

    @Test
    void matricesThatCannotBeFactorisedAreRefused() {
        assertThatThrownBy(() -> Cholesky.of(new double[][] {{1, 1}, {1, 1}}, 0))
                .hasMessage(
                        "a 2 x 2 matrix with ridge 0.0 is not positive definite; ask for a larger"
                                + " ridge");
        assertThatThrownBy(() -> Cholesky.of(new double[][] {{1}}, -1))
                .hasMessage("ridge must not be negative, got -1.0");
        assertThatThrownBy(() -> SymmetricEigen.of(new double[][] {{Double.NaN}}))
                .hasMessage("a matrix must be finite, entry (0, 0) is NaN");
    }
}
