package org.separatrix.networks.ntk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.separatrix.lab.Seeds;

class FiniteNetTest {

    private static final Seeds SEEDS = new Seeds(11);

    private static double[][] points(int n, int d) {
        var random = SEEDS.of("points");
        var x = new double[n][d];
        for (double[] row : x) {
            for (int j = 0; j < d; j++) {
                row[j] = random.nextGaussian();
            }
        }
        return x;
    }

    private static FiniteNet net(Activation phi, Parametrisation form) {
        return FiniteNet.random(new int[] {3, 7, 300, 2}, phi, 1.2, 0.3, form, SEEDS.of("net"));
    }

    private static Parameters direction(FiniteNet net) {
        var direction = Parameters.zeros(net.widths);
        var random = SEEDS.of("direction");
        for (int l = 0; l < net.depth(); l++) {
            direction.fillNormal(l, 1, 1, random);
        }
        return direction;
    }

    @ParameterizedTest
    @EnumSource(Parametrisation.class)
    void directionalDerivativeIsTheLimitOfDifferences(Parametrisation form) {
        var net = net(Activation.erf(), form);
        double[][] x = points(4, 3);
        var v = direction(net);
        double h = 1e-5;
        double[][] up = net.moved(h, v).forward(x);
        double[][] down = net.moved(-h, v).forward(x);
        double[][] jvp = net.jvp(x, v);
        for (int i = 0; i < 4; i++) {
            for (int k = 0; k < 2; k++) {
                double difference = (up[i][k] - down[i][k]) / (2 * h);
                assertThat(jvp[i][k])
                        .isCloseTo(difference, within(1e-6 * (1 + Math.abs(difference))));
            }
        }
    }

    @Test
    void transposedJacobianIsTheAdjoint() {
        var net = net(Activation.gelu(), Parametrisation.NTK);
        double[][] x = points(5, 3);
        double[][] cotangent = points(5, 2);
        var v = direction(net);
        double[][] forward = net.jvp(x, v);
        double left = 0;
        for (int i = 0; i < 5; i++) {
            left += forward[i][0] * cotangent[i][0] + forward[i][1] * cotangent[i][1];
        }
        double right = net.vjp(x, cotangent).dot(v, 0, net.depth());
        assertThat(right).isCloseTo(left, within(1e-10 * Math.abs(left)));
    }

    @ParameterizedTest
    @EnumSource(Parametrisation.class)
    void threeWaysToTheKernelAgree(Parametrisation form) {
        var net = net(Activation.relu(), form);
        double[][] x = points(5, 3);
        double[][] y = {{0.2, 0.5, -1}, {1, 1, 1}};
        var ntk = EmpiricalNtk.of(net).batch(2);
        double[][] structured = ntk.kernel(x, y);
        for (var method : EmpiricalNtk.Method.values()) {
            double[][] other = ntk.method(method).kernel(x, y);
            for (int i = 0; i < 10; i++) {
                for (int j = 0; j < 4; j++) {
                    assertThat(other[i][j])
                            .as("%s", method)
                            .isCloseTo(
                                    structured[i][j],
                                    within(1e-11 * (1 + Math.abs(structured[i][j]))));
                }
            }
        }
    }

    @Test
    void productWithAVectorAgreesWithTheKernel() {
        var net = net(Activation.erf(), Parametrisation.NTK);
        double[][] x = points(4, 3);
        double[][] v = points(4, 2);
        double[][] theta = EmpiricalNtk.of(net).kernel(x, x);
        double[][] product = EmpiricalNtk.of(net).product(x, x, v);
        for (int i = 0; i < 8; i++) {
            double sum = 0;
            for (int j = 0; j < 8; j++) {
                sum += theta[i][j] * v[j / 2][j % 2];
            }
            assertThat(product[i / 2][i % 2]).isCloseTo(sum, within(1e-11));
        }
    }

    @Test
    void kernelIsSymmetricNonNegativeAndItsTraceIsTheSquaredGradient() {
        var net = net(Activation.relu(), Parametrisation.NTK);
        double[][] x = points(6, 3);
        double[][] theta = EmpiricalNtk.of(net).kernel(x, x);
        double trace = 0;
        double gradients = 0;
        for (int i = 0; i < 12; i++) {
            trace += theta[i][i];
            var cotangent = new double[1][2];
            cotangent[0][i % 2] = 1;
            var g = net.vjp(new double[][] {x[i / 2]}, cotangent);
            gradients += g.dot(g, 0, net.depth());
            for (int j = 0; j < 12; j++) {
                assertThat(theta[i][j]).isCloseTo(theta[j][i], within(1e-12));
            }
        }
        assertThat(trace).isCloseTo(gradients, within(1e-10 * trace));
        assertThat(KernelPca.of(theta).definiteness().smallest()).isGreaterThan(-1e-10);
    }

    @Test
    void layersShareTheKernelAmongThem() {
        var net = net(Activation.relu(), Parametrisation.NTK);
        double[][] x = points(3, 3);
        double[] whole = EmpiricalNtk.of(net).diagonal(x);
        double[] sum = new double[3];
        for (int l = 0; l < net.depth(); l++) {
            double[] part = EmpiricalNtk.of(net).layers(l, l + 1).diagonal(x);
            for (int i = 0; i < 3; i++) {
                sum[i] += part[i];
            }
        }
        assertThat(sum).containsExactly(whole, within(1e-12));
    }

    @Test
    void randomFeaturesHaveTheMeanOfTheirProductsAsKernel() {
        // f = sum theta_p f_p / sqrt(P): the tangent kernel is the mean of f_p(x) f_p(x').
        var net =
                FiniteNet.random(
                        new int[] {2, 4000, 1},
                        Activation.relu(),
                        1,
                        0,
                        Parametrisation.NTK,
                        SEEDS.of("features"));
        double[][] x = {{1, 0}, {Math.sqrt(0.5), Math.sqrt(0.5)}};
        double[][] features = EmpiricalNtk.of(net).layers(1, 2).kernel(x, x);
        double[][] limit = InfiniteNet.fullyConnected(2, Activation.relu(), 1, 0).kernel(x).nngp();
        // Fourth moments of a Gaussian bound the deviation of a product by sqrt(3)/2 of its scale.
        double error = 4 * 0.5 / Math.sqrt(4000);
        assertThat(features[0][1]).isCloseTo(limit[0][1], within(error));
        assertThat(features[0][0]).isCloseTo(limit[0][0], within(error));
    }

    @Test
    void meanKernelOverInitialisationsLiesWithinFourStandardErrorsOfTheLimit() {
        double[][] x = {{1, 0}};
        double[][] y = {{1, 0}, {0, 1}, {-1, 0}};
        int runs = 40;
        var sum = new double[3];
        var squares = new double[3];
        for (int r = 0; r < runs; r++) {
            var net =
                    FiniteNet.random(2, 300, 4, 1, Activation.relu(), 1, 0.1, SEEDS.of("init", r));
            double[] theta = EmpiricalNtk.of(net).kernel(x, y)[0];
            for (int j = 0; j < 3; j++) {
                sum[j] += theta[j] / runs;
                squares[j] += theta[j] * theta[j] / runs;
            }
        }
        double[] limit =
                InfiniteNet.fullyConnected(4, Activation.relu(), 1, 0.1).kernel(x, y).ntk()[0];
        for (int j = 0; j < 3; j++) {
            double error = Math.sqrt((squares[j] - sum[j] * sum[j]) / (runs - 1));
            assertThat(sum[j]).isCloseTo(limit[j], within(4 * error));
        }
    }

    @Test
    void descentTakesTheStepOfTheGradient() {
        var net = net(Activation.erf(), Parametrisation.NTK);
        double[][] x = points(5, 3);
        double[][] y = points(5, 2);
        double[][] residual = net.forward(x);
        for (int i = 0; i < 5; i++) {
            for (int k = 0; k < 2; k++) {
                residual[i][k] = (residual[i][k] - y[i][k]) / 5;
            }
        }
        double[][] expected = net.moved(-0.1, net.vjp(x, residual)).forward(x);
        var descent = new FullBatchDescent(net, x, y, 0.1, 0);
        descent.step();
        for (int i = 0; i < 5; i++) {
            assertThat(descent.outputs()[i]).containsExactly(expected[i], within(1e-12));
        }
    }

    @Test
    void momentumFollowsTheHeavyBallOfTheKernelInALinearModel() {
        // One affine layer is linear in its parameters: function space is exact.
        double[][] x = points(6, 3);
        double[][] y = points(6, 1);
        var net = FiniteNet.random(3, 1, 1, 1, Activation.identity(), 1, 0.5, SEEDS.of("linear"));
        var flow = new LinearizedNet(net, x, y).flow();
        var descent = new FullBatchDescent(net, x, y, 0.3, 0.8);
        for (int k = 0; k < 25; k++) {
            descent.step();
        }
        double[][] f = flow.at(new Descent.HeavyBall(25, 0.3, 0.8)).train();
        for (int i = 0; i < 6; i++) {
            assertThat(descent.outputs()[i][0]).isCloseTo(f[i][0], within(1e-10));
        }
    }

    @Test
    void linearisedNetworkMovesItsParametersToWhatFunctionSpaceSays() {
        var net = FiniteNet.random(3, 40, 3, 1, Activation.erf(), 1, 0.1, SEEDS.of("lin"));
        double[][] x = points(6, 3);
        double[][] y = points(6, 1);
        double[][] probe = {{0.1, -0.4, 0.9}};
        var linear = new LinearizedNet(net, x, y);
        var moment = new Descent.Flow(30);
        double moved = net.forward(probe)[0][0] + net.jvp(probe, linear.displacement(moment))[0][0];
        assertThat(linear.predict(probe, moment)[0][0]).isCloseTo(moved, within(1e-10));
    }

    @Test
    void sameSeedGivesTheSameNetworkAndTheSameTraining() {
        double[][] x = points(4, 3);
        double[][] y = points(4, 2);
        var first = new FullBatchDescent(net(Activation.relu(), Parametrisation.NTK), x, y, 0.1, 0);
        var second =
                new FullBatchDescent(net(Activation.relu(), Parametrisation.NTK), x, y, 0.1, 0);
        for (int k = 0; k < 3; k++) {
            first.step();
            second.step();
        }
        assertThat(first.outputs()).isDeepEqualTo(second.outputs());
    }

    @Test
    void mistakesAreNamed() {
        var standard = net(Activation.relu(), Parametrisation.STANDARD);
        assertThatThrownBy(standard::limit)
                .hasMessage(
                        "the limiting kernel belongs to the NTK parametrisation, the network uses"
                                + " STANDARD; make it with Parametrisation.NTK, or do not compare"
                                + " them");
        var net = net(Activation.relu(), Parametrisation.NTK);
        assertThatThrownBy(() -> new FullBatchDescent(net, points(3, 3), points(3, 2), 0, 0))
                .hasMessage("learning rate must be positive, got 0.0");
        assertThatThrownBy(() -> new FullBatchDescent(net, points(3, 3), points(2, 2), 1, 0))
                .hasMessage("expected a target for each of 3 points, got 2");
        var wild = new FullBatchDescent(net, points(3, 3), points(3, 2), 1e8, 0);
        assertThatThrownBy(
                        () -> {
                            for (int k = 0; k < 500; k++) {
                                wild.step();
                            }
                        })
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("training diverged with learning rate 1.0E8");
        assertThatThrownBy(() -> net.forward(new double[][] {{1, 2}}))
                .hasMessage("x: expected rows of length 3, row 0 has 2");
    }
}
