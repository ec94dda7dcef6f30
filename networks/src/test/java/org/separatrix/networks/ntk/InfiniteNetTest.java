package org.separatrix.networks.ntk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.separatrix.networks.ntk.InfiniteNet.activation;
import static org.separatrix.networks.ntk.InfiniteNet.dense;
import static org.separatrix.networks.ntk.InfiniteNet.layerNorm;
import static org.separatrix.networks.ntk.InfiniteNet.relu;
import static org.separatrix.networks.ntk.InfiniteNet.residual;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.separatrix.analysis.linear.SymmetricEigen;
import org.separatrix.lab.Seeds;

import java.util.List;

class InfiniteNetTest {

    private static final double[][] POINT = {{1, 0}};

    private static double[][] circle(double... angles) {
        var x = new double[angles.length][];
        for (int i = 0; i < angles.length; i++) {
            x[i] = new double[] {Math.cos(angles[i]), Math.sin(angles[i])};
        }
        return x;
    }

    private static double[] ntkOnQuarters(InfiniteNet net) {
        double q = Math.PI / 4;
        return net.kernel(POINT, circle(0, q, 2 * q, 3 * q, 4 * q)).ntk()[0];
    }

    private static double[][] gaussian(int n, int d, String name) {
        var random = new Seeds(1).of(name);
        var x = new double[n][d];
        for (double[] row : x) {
            for (int j = 0; j < d; j++) {
                row[j] = random.nextGaussian();
            }
        }
        return x;
    }

    private static double[][] sphere(int n, int d) {
        double[][] x = gaussian(n, d, "sphere");
        for (double[] row : x) {
            double norm = 0;
            for (double v : row) {
                norm += v * v;
            }
            for (int j = 0; j < d; j++) {
                row[j] /= Math.sqrt(norm);
            }
        }
        return x;
    }

    @Test
    void twoRectifiedLayersGiveTheKernelWorkedOutByHand() {
        double[] theta = ntkOnQuarters(InfiniteNet.fullyConnected(2, Activation.relu(), 1, 0.1));
        assertThat(theta[0]).isCloseTo(0.52, within(1e-14));
        assertThat(theta[1]).isCloseTo(0.340534, within(1e-6));
        assertThat(theta[2]).isCloseTo(0.096216, within(1e-6));
        assertThat(theta[4]).isCloseTo(-0.011317, within(1e-6));
    }

    @Test
    void fourRectifiedLayersGiveTheKernelOfTheCircle() {
        assertThat(ntkOnQuarters(InfiniteNet.fullyConnected(4, Activation.relu(), 1, 0.1)))
                .containsExactly(
                        new double[] {0.2825, 0.169971, 0.092702, 0.066036, 0.064354},
                        within(1e-6));
    }

    @Test
    void gainOfRootTwoKeepsTheVarianceThroughRectifiersAndAddsOneKernelALayer() {
        var net = InfiniteNet.fullyConnected(4, Activation.relu(), Math.sqrt(2), 0);
        assertThat(ntkOnQuarters(net))
                .containsExactly(
                        new double[] {4, 2.233324, 1.060388, 0.677744, 0.685709}, within(1e-6));
        for (int depth = 1; depth < 8; depth++) {
            var pair =
                    InfiniteNet.fullyConnected(depth, Activation.relu(), Math.sqrt(2), 0)
                            .kernel(POINT);
            assertThat(pair.nngp()[0][0]).isCloseTo(1, within(1e-14));
            assertThat(pair.ntk()[0][0]).isCloseTo(depth, within(1e-13));
        }
    }

    @Test
    void threeLayersOfTheErrorFunctionGiveTheKernelOfTheCircle() {
        assertThat(ntkOnQuarters(InfiniteNet.fullyConnected(3, Activation.erf(), 1, 0.05)))
                .containsExactly(
                        new double[] {0.852546, 0.559441, 0.009928, -0.53699, -0.826309},
                        within(1e-6));
    }

    @Test
    void linearNetworkHasOneKernelALayer() {
        double[][] x = gaussian(4, 3, "x");
        var pair = InfiniteNet.fullyConnected(5, Activation.identity(), 1, 0).kernel(x);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                double product = (x[i][0] * x[j][0] + x[i][1] * x[j][1] + x[i][2] * x[j][2]) / 3;
                assertThat(pair.nngp()[i][j]).isCloseTo(product, within(1e-14));
                assertThat(pair.ntk()[i][j]).isCloseTo(5 * product, within(1e-13));
            }
        }
    }

    @Test
    void rectifiedNetworkWithoutBiasIsHomogeneousInEachPoint() {
        var net = InfiniteNet.fullyConnected(3, Activation.leakyRelu(0.2), 1.3, 0);
        double[][] x = {{0.3, -1.1}};
        double[][] y = {{0.9, 0.4}};
        double plain = net.kernel(x, y).ntk()[0][0];
        double scaled =
                net.kernel(new double[][] {{3 * 0.3, -3 * 1.1}}, new double[][] {{1.8, 0.8}})
                        .ntk()[0][0];
        assertThat(scaled).isCloseTo(6 * plain, within(1e-13));
    }

    @Test
    void kernelOfASetWithItselfAgreesWithTheKernelBetweenTwoCopies() {
        double[][] x = gaussian(70, 4, "x");
        var net = InfiniteNet.fullyConnected(4, Activation.gelu(), 1.2, 0.3);
        double[][] once = net.kernel(x).ntk();
        double[][] twice = net.kernel(x, gaussian(70, 4, "x")).ntk();
        for (int i = 0; i < 70; i++) {
            assertThat(once[i]).containsExactly(twice[i], within(1e-7));
            assertThat(once[i][3]).isEqualTo(once[3][i]);
        }
    }

    @Test
    void diagonalIsExactWhereACorrelationWouldLoseDigits() {
        double[][] x = {{1e-3, 0.7, -0.1}};
        double theta =
                InfiniteNet.fullyConnected(30, Activation.relu(), Math.sqrt(2), 0)
                        .kernel(x)
                        .ntk()[0][0];
        double norm = 2 * (1e-6 + 0.49 + 0.01) / 3;
        assertThat(theta / (30 * norm)).isCloseTo(1, within(1e-12));
    }

    @Test
    void limitIsPositiveDefiniteOnTheSphereForARectifier() {
        double[][] theta =
                InfiniteNet.fullyConnected(2, Activation.relu(), 1, 0.1)
                        .kernel(sphere(40, 3))
                        .ntk();
        assertThat(KernelPca.of(theta).definiteness().smallest()).isPositive();
        assertThat(KernelPca.of(theta).definiteness().rank()).isEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void squaresHaveAKernelOfTheRankOfQuadraticForms(int dimension) {
        double[][] theta =
                InfiniteNet.fullyConnected(2, Activation.monomial(2), 1, 0)
                        .kernel(sphere(40, dimension))
                        .ntk();
        assertThat(SymmetricEigen.of(theta).rank(1e-10)).isEqualTo(dimension * (dimension + 1) / 2);
    }

    @Test
    void skipConnectionAddsTheKernelsOfBothWays() {
        double[][] x = gaussian(3, 2, "x");
        var branch = InfiniteNet.serial(dense(1, 0.1), relu(), dense(1, 0.2));
        var whole = InfiniteNet.serial(dense(1, 0.1), residual(relu(), dense(1, 0.2))).kernel(x);
        var skip = InfiniteNet.serial(dense(1, 0.1)).kernel(x);
        var way = branch.kernel(x);
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                assertThat(whole.ntk()[i][j])
                        .isCloseTo(way.ntk()[i][j] + skip.ntk()[i][j], within(1e-14));
                assertThat(whole.nngp()[i][j])
                        .isCloseTo(way.nngp()[i][j] + skip.nngp()[i][j], within(1e-14));
            }
        }
    }

    @Test
    void concatenationOfEqualBranchesChangesNothing() {
        double[][] x = gaussian(3, 2, "x");
        List<Layer> branch = List.of(dense(1, 0.1), relu());
        var twice = InfiniteNet.serial(InfiniteNet.concat(branch, branch), dense(1, 0.1));
        var once = InfiniteNet.serial(dense(1, 0.1), relu(), dense(1, 0.1));
        assertThat(twice.kernel(x).ntk()).isDeepEqualTo(once.kernel(x).ntk());
    }

    @Test
    void layerNormMakesTheKernelBlindToTheLengthOfItsInput() {
        var net = InfiniteNet.serial(layerNorm(), dense(1, 0.1), relu(), dense(1, 0.1));
        double[][] y = {{0.2, 0.9}};
        double a = net.kernel(new double[][] {{1, 2}}, y).ntk()[0][0];
        double b = net.kernel(new double[][] {{10, 20}}, y).ntk()[0][0];
        assertThat(a).isCloseTo(b, within(1e-14));
    }

    @Test
    void gradientsThroughTheKernelAgreeWithDifferences() {
        double[][] x = gaussian(5, 3, "x");
        double h = 1e-5;
        for (var phi :
                List.of(
                        Activation.relu(),
                        Activation.erf(),
                        Activation.gelu(),
                        Activation.sin(1, 0.7, 0.3))) {
            for (var gain : InfiniteNet.Gain.values()) {
                double dw = gain == InfiniteNet.Gain.WEIGHT ? h : 0;
                double db = gain == InfiniteNet.Gain.BIAS ? h : 0;
                double[][] up =
                        InfiniteNet.fullyConnected(3, phi, 1.1 + dw, 0.4 + db).kernel(x).ntk();
                double[][] down =
                        InfiniteNet.fullyConnected(3, phi, 1.1 - dw, 0.4 - db).kernel(x).ntk();
                double[][] slope =
                        InfiniteNet.fullyConnected(3, phi, 1.1, 0.4).sensitivity(x, gain).ntk();
                for (int i = 0; i < 5; i++) {
                    for (int j = 0; j < 5; j++) {
                        assertThat(slope[i][j])
                                .as("%s %s %d %d", phi.name(), gain, i, j)
                                .isCloseTo((up[i][j] - down[i][j]) / (2 * h), within(1e-7));
                    }
                }
            }
        }
    }

    @Test
    void chainsWithoutALimitAreRefusedWithTheReason() {
        assertThatThrownBy(() -> InfiniteNet.serial(relu(), dense(1, 0)))
                .hasMessage(
                        "the activation relu does not follow an affine layer; put a dense or"
                                + " convolution layer before it");
        assertThatThrownBy(() -> InfiniteNet.serial(dense(1, 0), relu(), relu()))
                .hasMessageContaining("does not follow an affine layer");
        assertThatThrownBy(() -> InfiniteNet.serial(layerNorm()))
                .hasMessage("a network needs at least one affine layer, got depth 0");
        assertThatThrownBy(() -> InfiniteNet.fullyConnected(0, Activation.relu(), 1, 0))
                .hasMessage("depth must be at least 1, got 0");
        assertThatThrownBy(() ->
                        InfiniteNet.serial(
                                dense(1, 0),
                                InfiniteNet.sum(
                                        List.of(relu()), List.of(activation(Activation.erf())))))
                .hasMessage(
                        "2 branches of a sum do not end in an affine layer; only one may, or their"
                                + " outputs are correlated");
    }

    @Test
    void quadratureCanBeRuledOut() {
        assertThatThrownBy(() ->
                        InfiniteNet.fullyConnected(2, Activation.named("tanh"), 1, 0)
                                .closedFormsOnly())
                .hasMessage(
                        "activation tanh has no closed form; allow quadrature, or take relu, erf,"
                                + " gelu, sin, exp, step or a monomial");
    }

    @Test
    void inputsThatCannotBeUsedAreNamed() {
        var net = InfiniteNet.fullyConnected(2, Activation.relu(), 1, 0.1);
        assertThatThrownBy(() -> net.kernel(new double[][] {{0, 1}, {2, Double.NaN}}))
                .hasMessage("x1 must be finite, row 1 has NaN in column 1");
        assertThatThrownBy(() -> net.kernel(new double[][] {{0, 1}}, new double[][] {{0}}))
                .hasMessage("x2: expected rows of length 2, row 0 has 1");
        assertThatThrownBy(() ->
                        InfiniteNet.serial(layerNorm(), dense(1, 0))
                                .kernel(new double[][] {{1, 1}, {0, 0}}))
                .hasMessage(
                        "layer-norm needs inputs of positive norm; point 1 of the block is zero");
        assertThatThrownBy(() -> Inputs.checkMemory(1_000_000, 1_000_000))
                .hasMessageContaining("two kernels of 1000000 x 1000000 need 14901.2 GiB");
    }
}
