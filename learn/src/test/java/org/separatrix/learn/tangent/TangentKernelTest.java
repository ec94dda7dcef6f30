package org.separatrix.learn.tangent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.learn.Kind;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.Weights;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

class TangentKernelTest {

    private static final double[][] X = {{0.3, -0.8, 1}, {1.2, 0.1, -0.4}, {-0.7, 0.5, 0.2}};
    private static final Mlp NET = Mlp.of(3, 6, 2, 2, Activation.TANH);

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    @Test
    void bothMethodsAgreeAndTheKernelIsSymmetric() {
        try (var weights = Weights.create(NET, Kind.DOUBLE, random(1))) {
            var kernel = new TangentKernel(NET, weights);
            double[][] byRows = kernel.kernel(X, X);
            double[][] byProducts = kernel.kernel(X, X, TangentKernel.Method.NTVP);
            for (int i = 0; i < 6; i++) {
                assertThat(byProducts[i]).containsExactly(byRows[i], within(1e-12));
                for (int j = 0; j < 6; j++) {
                    assertThat(byRows[i][j]).isCloseTo(byRows[j][i], within(1e-12));
                }
            }
        }
    }

    @Test
    void movesAlongSingleWeightsAreDifferencesOfOutputs() {
        try (var weights = Weights.create(NET, Kind.DOUBLE, random(2));
                var moved = weights.copy()) {
            var choice = random(3);
            double h = 1e-6;
            for (int draw = 0; draw < 5; draw++) {
                int p = choice.nextInt((int) weights.size());
                var direction = new double[(int) weights.size()];
                direction[p] = 1;
                double[] slope = new TangentKernel(NET, weights).along(X, direction);
                double[] values = weights.toArray();
                values[p] += h;
                moved.set(values);
                double[] up = new TangentKernel(NET, moved).values(X);
                values[p] -= 2 * h;
                moved.set(values);
                double[] down = new TangentKernel(NET, moved).values(X);
                for (int i = 0; i < slope.length; i++) {
                    assertThat(slope[i]).isCloseTo((up[i] - down[i]) / (2 * h), within(1e-8));
                }
            }
        }
    }

    @Test
    void networkThatIsLinearInItsWeightsIsPerfectlyLazy() {
        var linear = Mlp.of(3, 1, 0, 1, Activation.IDENTITY);
        try (var before = Weights.create(linear, Kind.DOUBLE, random(4));
                var after = Weights.create(linear, Kind.DOUBLE, random(5))) {
            var laziness = Laziness.between(linear, before, after, X);
            assertThat(laziness.kernelChange()).isLessThan(1e-14);
            assertThat(laziness.departure()).isLessThan(1e-13);
            assertThat(laziness.weightChange()).isPositive();
        }
    }

    @Test
    void smallMovesAreLazierThanLargeOnes() {
        try (var before = Weights.create(NET, Kind.DOUBLE, random(6));
                var direction = Weights.create(NET, Kind.DOUBLE, random(7));
                var near = before.copy();
                var far = before.copy()) {
            near.set(moved(before, direction, 1e-3));
            far.set(moved(before, direction, 0.1));
            var small = Laziness.between(NET, before, near, X);
            var large = Laziness.between(NET, before, far, X);
            // The departure of a smooth function is of second order in the move.
            assertThat(large.departure() / small.departure()).isCloseTo(100, within(25.0));
            assertThat(large.kernelChange()).isGreaterThan(50 * small.kernelChange());
        }
    }

    private static double[] moved(Weights start, Weights direction, double scale) {
        double[] values = start.toArray();
        double[] along = direction.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += scale * along[i];
        }
        return values;
    }

    @Test
    void mistakesAreNamed() {
        try (var weights = Weights.create(NET, Kind.DOUBLE, random(1))) {
            var kernel = new TangentKernel(NET, weights);
            assertThatThrownBy(() -> kernel.kernel(new double[][] {{1}}, X))
                    .hasMessage("expected points of 3 inputs, row 0 has 1");
            assertThatThrownBy(() -> kernel.along(X, new double[2]))
                    .hasMessage("the network has 80 values, got a direction of 2");
            assertThatThrownBy(() -> Laziness.between(NET, weights, weights, X))
                    .hasMessage("the weights are the same before and after: train first");
        }
    }
}
