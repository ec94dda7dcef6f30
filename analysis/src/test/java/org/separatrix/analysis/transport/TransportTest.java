package org.separatrix.analysis.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.analysis.linear.SymmetricFunction;

import java.util.SplittableRandom;

class TransportTest {

    private static double[][] cloud(int n, int d, double shift, long seed) {
        var random = new SplittableRandom(seed);
        var points = new double[n][d];
        for (double[] row : points) {
            for (int j = 0; j < d; j++) {
                row[j] = shift + random.nextGaussian();
            }
        }
        return points;
    }

    @Test
    void assignmentIsTheBestOfAllPermutations() {
        var random = new SplittableRandom(1);
        for (int trial = 0; trial < 50; trial++) {
            var costs = new double[5][5];
            for (double[] row : costs) {
                for (int j = 0; j < 5; j++) {
                    row[j] = random.nextDouble();
                }
            }
            int[] assigned = OptimalAssignment.of(costs);
            assertThat(assigned).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
            double sum = 0;
            for (int i = 0; i < 5; i++) {
                sum += costs[i][assigned[i]];
            }
            assertThat(sum).isCloseTo(best(costs, 0, 0), within(1e-12));
        }
    }

    private static double best(double[][] costs, int row, int used) {
        if (row == costs.length) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int j = 0; j < costs.length; j++) {
            if ((used & 1 << j) == 0) {
                least = Math.min(least, costs[row][j] + best(costs, row + 1, used | 1 << j));
            }
        }
        return least;
    }

    @Test
    void shiftedCloudsAreTheShiftApartInEveryOrder() {
        double[][] x = cloud(60, 3, 0, 1);
        var y = new double[60][];
        for (int i = 0; i < 60; i++) {
            y[(i + 7) % 60] = new double[] {x[i][0] + 3, x[i][1], x[i][2] + 4};
        }
        assertThat(Wasserstein.exact(x, y, 1)).isCloseTo(5, within(1e-12));
        assertThat(Wasserstein.exact(x, y, 2)).isCloseTo(5, within(1e-12));
    }

    @Test
    void slicedDistanceOfAShiftIsItsMeanProjection() {
        double[][] x = cloud(500, 3, 0, 1);
        var y = new double[500][];
        for (int i = 0; i < 500; i++) {
            y[i] = new double[] {x[i][0] + 3, x[i][1], x[i][2]};
        }
        // The mean of |u_1| on the sphere in three dimensions is 1/2, that of u_1^2 is 1/3; four
        // standard errors with 2000 directions.
        var random = new SplittableRandom(3);
        assertThat(Wasserstein.sliced(x, y, 1, 2000, random)).isCloseTo(1.5, within(0.08));
        assertThat(Wasserstein.sliced(x, y, 2, 2000, random)).isCloseTo(Math.sqrt(3), within(0.08));
    }

    @Test
    void distanceOnTheLineAllowsUnequalSizes() {
        // Quantile functions 0 | 1 against 0, 1/2, 1 in thirds: differences of 1/2 on the middle
        // third only.
        double[] two = {1, 0};
        double[] three = {0.5, 0, 1};
        assertThat(Wasserstein.onLine(two, three, 1)).isCloseTo(1 / 6.0, within(1e-12));
        assertThat(Wasserstein.onLine(two, three, 2)).isCloseTo(Math.sqrt(1 / 12.0), within(1e-12));
        assertThat(Wasserstein.onLine(new double[] {0, 0, 1, 1}, two, 1)).isZero();
    }

    @Test
    void exactAndLineDistancesAgreeInOneDimension() {
        double[][] x = cloud(40, 1, 0, 5);
        double[][] y = cloud(40, 1, 0.5, 6);
        var a = new double[40];
        var b = new double[40];
        for (int i = 0; i < 40; i++) {
            a[i] = x[i][0];
            b[i] = y[i][0];
        }
        assertThat(Wasserstein.exact(x, y, 2))
                .isCloseTo(Wasserstein.onLine(a, b, 2), within(1e-10));
    }

    @Test
    void energyDistanceAgreesWithHandComputedValues() {
        double[][] x = {{0}, {2}};
        double[][] y = {{1}};
        // E|x-y| = 1, E|x-x'| = 1, E|y-y'| = 0.
        assertThat(EnergyDistance.of(x, y)).isCloseTo(0.5, within(1e-12));
        assertThat(EnergyDistance.of(x, x)).isZero();
    }

    @Test
    void distanceOfGaussiansHasItsClosedForms() {
        double[] zero = {0, 0};
        double[][] one = {{1, 0}, {0, 1}};
        double[][] four = {{4, 0}, {0, 9}};
        // Commuting covariances: half of |m|^2 plus the squared differences of deviations.
        assertThat(BuresWasserstein.halfSquared(zero, one, new double[] {3, 0}, four))
                .isCloseTo(0.5 * (9 + 1 + 4), within(1e-12));
        double[][] turned = {{2, 0.6}, {0.6, 1}};
        assertThat(BuresWasserstein.halfSquared(zero, turned, zero, turned))
                .isCloseTo(0, within(1e-12));
        assertThat(BuresWasserstein.unexplained(0.5, 2)).isEqualTo(50);
    }

    @Test
    void squareRootTimesItselfIsTheMatrix() {
        double[][] a = {{2, 0.6}, {0.6, 1}};
        double[][] r = SymmetricFunction.root(a);
        assertThat(r[0][0] * r[0][0] + r[0][1] * r[1][0]).isCloseTo(2, within(1e-12));
        assertThat(r[0][0] * r[0][1] + r[0][1] * r[1][1]).isCloseTo(0.6, within(1e-12));
    }

    @Test
    void entropicPlanOfTwoPointsHasItsClosedForm() {
        double[][] x = {{0}, {1}};
        double epsilon = 0.5;
        var plan = new Sinkhorn(epsilon, 1e-12, 10_000).between(x, x);
        // By symmetry a point stays with probability 1/(1 + exp(-c/epsilon)), c = 1/2.
        double stays = 1 / (1 + Math.exp(-0.5 / epsilon));
        assertThat(plan.weights(new double[] {0})[0]).isCloseTo(stays, within(1e-10));
        assertThat(plan.barycentre(new double[] {1})[0]).isCloseTo(stays, within(1e-10));
    }

    @Test
    void entropicPlanKeepsBothMarginals() {
        double[][] x = cloud(80, 2, 0, 1);
        double[][] y = cloud(60, 2, 2, 2);
        var plan = new Sinkhorn(0.05, 1e-9, 20_000).between(x, y);
        assertThat(plan.deviation()).isLessThan(1e-9);
        var columns = new double[60];
        for (double[] point : x) {
            double[] weights = plan.weights(point);
            for (int j = 0; j < 60; j++) {
                columns[j] += weights[j] / 80;
            }
        }
        for (double c : columns) {
            assertThat(c).isCloseTo(1 / 60.0, within(1e-9));
        }
    }

    @Test
    void smallEpsilonGivesTheOptimalAssignment() {
        double[][] x = cloud(30, 2, 0, 1);
        double[][] y = cloud(30, 2, 0, 2);
        var plan = new Sinkhorn(2e-3, 1e-7, 50_000).between(x, y);
        double cost = 0;
        for (double[] point : x) {
            double[] weights = plan.weights(point);
            for (int j = 0; j < 30; j++) {
                cost += weights[j] * Clouds.square(point, y[j]) / 30;
            }
        }
        double exact = Math.pow(Wasserstein.exact(x, y, 2), 2);
        // The entropic cost exceeds the exact one by at most 2 epsilon log n.
        assertThat(cost).isBetween(exact - 1e-6, exact + 2 * 2e-3 * Math.log(30));
    }

    @Test
    void drawsFromAPlanHaveItsWeights() {
        double[][] x = {{0}, {1}};
        var plan = Sinkhorn.of(0.5).between(x, x);
        var random = new SplittableRandom(8);
        int n = 10_000;
        double ones = 0;
        for (int i = 0; i < n; i++) {
            ones += plan.sample(new double[] {0.3}, random)[0] / n;
        }
        double expected = plan.weights(new double[] {0.3})[1];
        assertThat(ones).isCloseTo(expected, within(4 * 0.5 / Math.sqrt(n)));
    }

    @Test
    void misuseIsExplained() {
        assertThatThrownBy(() -> Wasserstein.exact(new double[3][2], new double[4][2], 1))
                .hasMessage(
                        "exact transport needs clouds of equal size, got 3 and 4 points; draw as"
                                + " many of each, or use sliced distances");
        assertThatThrownBy(() -> Wasserstein.onLine(new double[2], new double[2], 0.5))
                .hasMessage("order p must be at least 1 and finite, got 0.5");
        assertThatThrownBy(() -> EnergyDistance.of(new double[2][2], new double[2][3]))
                .hasMessage("second cloud: expected 2 coordinates in row 0, got 3");
        assertThatThrownBy(() -> Sinkhorn.of(0))
                .hasMessage("epsilon must be positive and finite, got 0.0");
        assertThatThrownBy(() ->
                        Sinkhorn.of(1).between(new double[][] {{Double.NaN}}, new double[1][1]))
                .hasMessage("first cloud: row 0 holds NaN; remove it");
    }
}
