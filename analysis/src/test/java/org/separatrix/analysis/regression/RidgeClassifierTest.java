package org.separatrix.analysis.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.separatrix.analysis.linear.Cholesky;

import java.util.Arrays;
import java.util.SplittableRandom;

class RidgeClassifierTest {

    private static double[][] rows(int n, int f, int[] labels, double apart, long seed) {
        var random = new SplittableRandom(seed);
        var rows = new double[n][f];
        for (int i = 0; i < n; i++) {
            int label = labels[i];
            Arrays.setAll(
                    rows[i],
                    j ->
                            5 * j
                                    + (1 + j % 3) * random.nextGaussian()
                                    + (j % 3 == label ? apart : 0));
        }
        return rows;
    }

    private static int[] labels(int n, int classes) {
        var labels = new int[n];
        Arrays.setAll(labels, i -> i % classes);
        return labels;
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 19, 20, 60})
    void leaveOneOutErrorsAreThoseOfRefittingWithoutEachRow(int features) {
        int n = 20;
        int[] labels = labels(n, 3);
        double[][] rows = rows(n, features, labels, 1, 1);
        double[] penalties = {1e-3, 0.1, 10};
        var classifier = RidgeClassifier.fit(rows, labels, 3, penalties);
        double[] mean = classifier.mean();
        double[] norm = classifier.norm();
        for (int p = 0; p < penalties.length; p++) {
            double sum = 0;
            for (int out = 0; out < n; out++) {
                for (int c = 0; c < 3; c++) {
                    double miss =
                            (labels[out] == c ? 1 : -1)
                                    - refitted(rows, labels, c, mean, norm, penalties[p], out);
                    sum += miss * miss / n / 3;
                }
            }
            assertThat(classifier.errors()[p]).isCloseTo(sum, within(1e-7 * (1 + sum)));
        }
    }

    /// Prediction for row `out` of a ridge regression on the other rows with a free constant.
    private static double refitted(
            double[][] rows,
            int[] labels,
            int c,
            double[] mean,
            double[] norm,
            double penalty,
            int out) {
        int f = mean.length;
        var normal = new double[f + 1][f + 1];
        var right = new double[f + 1][1];
        for (int i = 0; i < rows.length; i++) {
            if (i == out) {
                continue;
            }
            double[] x = extended(rows[i], mean, norm);
            for (int a = 0; a <= f; a++) {
                for (int b = 0; b <= f; b++) {
                    normal[a][b] += x[a] * x[b];
                }
                right[a][0] += x[a] * (labels[i] == c ? 1 : -1);
            }
        }
        for (int a = 0; a < f; a++) {
            normal[a][a] += penalty;
        }
        double[][] w = Cholesky.of(normal, 0).solve(right);
        double[] x = extended(rows[out], mean, norm);
        double sum = 0;
        for (int a = 0; a <= f; a++) {
            sum += w[a][0] * x[a];
        }
        return sum;
    }

    private static double[] extended(double[] row, double[] mean, double[] norm) {
        var x = new double[row.length + 1];
        Arrays.setAll(x, j -> j == row.length ? 1 : (row[j] - mean[j]) / norm[j]);
        return x;
    }

    @Test
    void separableClassesAreToldApart() {
        int[] labels = labels(90, 3);
        var classifier = RidgeClassifier.fit(rows(90, 12, labels, 8, 2), labels, 3);
        double[][] fresh = rows(90, 12, labels, 8, 3);
        for (int i = 0; i < 90; i++) {
            assertThat(classifier.predict(fresh[i])).isEqualTo(labels[i]);
        }
    }

    @Test
    void aHugePenaltyLeavesTheFrequenciesOfTheClasses() {
        int[] labels = {0, 0, 0, 1};
        double[][] rows = rows(4, 3, labels, 1, 4);
        var classifier = RidgeClassifier.fit(rows, labels, 2, new double[] {1e12});
        assertThat(classifier.scores(rows[3])[0]).isCloseTo(0.5, within(1e-9));
        assertThat(classifier.scores(rows[3])[1]).isCloseTo(-0.5, within(1e-9));
    }

    @Test
    void noiseIsMetWithALargePenaltyAndConstantColumnsDoNothing() {
        var random = new SplittableRandom(5);
        var rows = new double[60][40];
        var labels = new int[60];
        for (int i = 0; i < 60; i++) {
            Arrays.setAll(rows[i], j -> j == 7 ? 0.1 : random.nextGaussian());
            labels[i] = random.nextInt(2);
        }
        var classifier = RidgeClassifier.fit(rows, labels, 2);
        assertThat(classifier.penalty()).isGreaterThanOrEqualTo(10);
        assertThat(classifier.norm()[7]).isZero();
        double[] changed = rows[0].clone();
        changed[7] = 1e6;
        assertThat(classifier.scores(changed)).containsExactly(classifier.scores(rows[0]));
    }

    @Test
    void thePenaltiesRunFromAThousandthToAThousand() {
        assertThat(RidgeClassifier.penalties()).hasSize(10);
        assertThat(RidgeClassifier.penalties()[0]).isCloseTo(1e-3, within(1e-15));
        assertThat(RidgeClassifier.penalties()[9]).isCloseTo(1e3, within(1e-9));
    }

    @Test
    void misuseIsExplained() {
        double[][] rows = {{1, 2}, {2, 1}};
        assertThatThrownBy(() -> RidgeClassifier.fit(rows, new int[] {1, 1}, 2))
                .hasMessage("labels must hold two or more of 2 classes, got 1");
        assertThatThrownBy(() -> RidgeClassifier.fit(rows, new int[3], 2))
                .hasMessage("expected at least 2 rows with a label each, got 2 and 3");
        var classifier = RidgeClassifier.fit(rows, new int[] {0, 1}, 2);
        assertThatThrownBy(() -> classifier.predict(new double[3]))
                .hasMessage("expected 2 features, got 3");
    }
}
