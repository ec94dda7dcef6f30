package org.separatrix.learn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class LevenbergMarquardtTest {

    /// Residuals `a theta - b`.
    private record Affine(double[][] a, double[] b) implements LevenbergMarquardt.Residuals {
        @Override
        public int parameters() {
            return a[0].length;
        }

        @Override
        public int size() {
            return a.length;
        }

        @Override
        public void values(double[] theta, double[] r) {
            for (int i = 0; i < a.length; i++) {
                r[i] = -b[i];
                for (int j = 0; j < theta.length; j++) {
                    r[i] += a[i][j] * theta[j];
                }
            }
        }

        @Override
        public void jacobian(double[] theta, int from, int to, double[] rows) {
            for (int i = from; i < to; i++) {
                System.arraycopy(a[i], 0, rows, (i - from) * theta.length, theta.length);
            }
        }
    }

    /// The valley of Rosenbrock.
    private static final class Valley implements LevenbergMarquardt.Residuals {
        @Override
        public int parameters() {
            return 2;
        }

        @Override
        public int size() {
            return 2;
        }

        @Override
        public void values(double[] theta, double[] r) {
            r[0] = 10 * (theta[1] - theta[0] * theta[0]);
            r[1] = 1 - theta[0];
        }

        @Override
        public void jacobian(double[] theta, int from, int to, double[] rows) {
            rows[0] = -20 * theta[0];
            rows[1] = 10;
            rows[2] = -1;
            rows[3] = 0;
        }
    }

    private static LevenbergMarquardt on(
            LevenbergMarquardt.Residuals residuals, double[] theta, double mu) {
        return new LevenbergMarquardt(residuals, LevenbergMarquardt.Weighting.NONE, theta, mu);
    }

    @Test
    void aLinearProblemIsSolvedInOneStepWithoutDamping() {
        var theta = new double[2];
        // Three points 0, 1, 3 at abscissas 0, 1, 2: slope 3/2, intercept -1/6.
        var line = new Affine(new double[][] {{0, 1}, {1, 1}, {2, 1}}, new double[] {0, 1, 3});
        assertThat(on(line, theta, 1e-14).step()).isTrue();
        assertThat(theta).containsExactly(new double[] {1.5, -1.0 / 6}, within(1e-10));
    }

    @Test
    void withFewerResidualsTheShortestSolutionIsTaken() {
        var theta = new double[3];
        var plane = new Affine(new double[][] {{1, 2, 2}}, new double[] {9});
        on(plane, theta, 1e-14).step();
        assertThat(theta).containsExactly(new double[] {1, 2, 2}, within(1e-10));
    }

    @Test
    void bothSystemsGiveTheSameDampedStep() {
        double[][] rows = {{1, 2, -1}, {0.5, -1, 3}};
        double[] right = {1, 2};
        var wide = new double[3];
        on(new Affine(rows, right), wide, 0.7).step();
        // The same sum of squares with empty rows is tall.
        double[][] padded = Arrays.copyOf(rows, 4);
        padded[2] = new double[3];
        padded[3] = new double[3];
        var tall = new double[3];
        on(new Affine(padded, new double[] {1, 2, 0, 0}), tall, 0.7).step();
        assertThat(wide).containsExactly(tall, within(1e-13));
    }

    /// 4,000 rows of 1,500 numbers need several blocks.
    @Test
    void rowsInSeveralBlocksGiveTheSameStep() {
        var random = new java.util.SplittableRandom(3);
        int n = 1500;
        int m = 4000;
        var rows = new double[m][n];
        var right = new double[m];
        for (int i = 0; i < m; i++) {
            // Sparse, so that the exact solution is known: row i looks at parameter i mod n.
            rows[i][i % n] = 1 + random.nextDouble();
            right[i] = rows[i][i % n] * (i % n);
        }
        var theta = new double[n];
        on(new Affine(rows, right), theta, 1e-12).step();
        for (int j = 0; j < n; j++) {
            assertThat(theta[j]).isCloseTo(j, within(1e-8));
        }
    }

    @Test
    void rowsWithoutWeightAreNotAskedFor() {
        var line = new Affine(new double[][] {{1}, {1}, {1}, {1}}, new double[] {2, 9, 2, 9});
        var asked = new java.util.ArrayList<Integer>();
        var watched =
                new LevenbergMarquardt.Residuals() {
                    @Override
                    public int parameters() {
                        return 1;
                    }

                    @Override
                    public int size() {
                        return 4;
                    }

                    @Override
                    public void values(double[] theta, double[] r) {
                        line.values(theta, r);
                    }

                    @Override
                    public void jacobian(double[] theta, int from, int to, double[] rows) {
                        asked.add(from);
                        asked.add(to);
                        line.jacobian(theta, from, to, rows);
                    }
                };
        var theta = new double[1];
        double[] given = {1, 0, 1, 1e-100};
        new LevenbergMarquardt(watched, (_, w) -> System.arraycopy(given, 0, w, 0, 4), theta, 1e-14)
                .step();
        assertThat(theta[0]).isCloseTo(2, within(1e-12));
        assertThat(asked).containsExactly(0, 1, 2, 3);
    }

    @Test
    void residualsThatHaveChangedAreWorkedOutAnew() {
        var theta = new double[1];
        double[] target = {1};
        var lm = on(new Affine(new double[][] {{1}}, target), theta, 1e-14);
        lm.step();
        target[0] = 5;
        lm.changed();
        lm.step();
        assertThat(theta[0]).isCloseTo(5, within(1e-9));
        assertThat(lm.residuals()[0]).isCloseTo(0, within(1e-9));
    }

    @Test
    void theValleyOfRosenbrockIsCrossedWithinFortySteps() {
        double[] theta = {-1.2, 1};
        var lm = on(new Valley(), theta, 1e-2);
        int steps = 0;
        while (steps < 40 && !(lm.cost() < 1e-24)) {
            lm.step();
            steps++;
        }
        assertThat(theta).containsExactly(new double[] {1, 1}, within(1e-10));
    }

    @Test
    void weightsDecideBetweenContradictions() {
        var theta = new double[1];
        var twice = new Affine(new double[][] {{1}, {1}}, new double[] {0, 1});
        var lm =
                new LevenbergMarquardt(
                        twice,
                        (_, w) -> {
                            w[0] = 1;
                            w[1] = 3;
                        },
                        theta,
                        1e-14);
        lm.step();
        assertThat(theta[0]).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void aMinimumIsRecognised() {
        double[] theta = {1, 1};
        assertThat(on(new Valley(), theta, 1e-2).step()).isFalse();
        assertThat(theta).containsExactly(1, 1);
    }

    @Test
    void aResidualThatIsNotFiniteIsNamed() {
        var broken = new Affine(new double[][] {{1}, {Double.NaN}}, new double[] {0, 1});
        assertThatThrownBy(() -> on(broken, new double[1], 1).step())
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessage("residual 1 is not finite; check the equations and the start");
    }
}
