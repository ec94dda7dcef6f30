package org.separatrix.networks.ntk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.separatrix.networks.ntk.InfiniteNet.convolution;
import static org.separatrix.networks.ntk.InfiniteNet.dense;
import static org.separatrix.networks.ntk.InfiniteNet.flatten;
import static org.separatrix.networks.ntk.InfiniteNet.globalAverage;
import static org.separatrix.networks.ntk.InfiniteNet.relu;

import org.junit.jupiter.api.Test;
import org.separatrix.lab.Seeds;

class ConvolutionTest {

    private static final double[][] X = {{0.3, -1, 0.8, 0.2, 0.5}, {-0.4, 0.9, 0.1, -0.7, 1.2}};

    private static Layer circular(int width) {
        return new Layer.Convolution(1, width, 1.3, 0.2, true);
    }

    @Test
    void filterOfOnePixelOnImagesOfOnePixelIsADenseLayer() {
        double[][] x = {{0.3, -1, 0.8}, {1, 0.2, 0.5}};
        var image =
                InfiniteNet.serial(
                                convolution(1, 1, 1.3, 0.2),
                                relu(),
                                convolution(1, 1, 1.3, 0.2),
                                relu(),
                                flatten(),
                                dense(1.3, 0.2))
                        .images(1, 1, 3);
        var plain = InfiniteNet.fullyConnected(3, Activation.relu(), 1.3, 0.2);
        for (int i = 0; i < 2; i++) {
            assertThat(image.kernel(x).ntk()[i])
                    .containsExactly(plain.kernel(x).ntk()[i], within(1e-14));
        }
    }

    @Test
    void pooledKernelDoesNotSeeACircularShift() {
        var net =
                InfiniteNet.serial(
                                circular(3),
                                relu(),
                                circular(3),
                                relu(),
                                globalAverage(),
                                dense(1, 0))
                        .images(1, 5, 1);
        double[][] shifted = {{0.5, 0.3, -1, 0.8, 0.2}};
        double[][] first = {X[0]};
        double[][] other = {X[1]};
        assertThat(net.kernel(shifted, other).ntk()[0][0])
                .isCloseTo(net.kernel(first, other).ntk()[0][0], within(1e-14));
        assertThat(net.kernel(shifted, first).ntk()[0][0])
                .isCloseTo(net.kernel(first).ntk()[0][0], within(1e-7));
    }

    @Test
    void linearConvolutionPoolsToTheProductOfMeans() {
        var net = InfiniteNet.serial(circular(3), globalAverage(), dense(1, 0)).images(1, 5, 1);
        double a = (0.3 - 1 + 0.8 + 0.2 + 0.5) / 5;
        double b = (-0.4 + 0.9 + 0.1 - 0.7 + 1.2) / 5;
        assertThat(net.kernel(X).nngp()[0][1]).isCloseTo(1.69 * a * b + 0.04, within(1e-14));
    }

    @Test
    void flattenedCovarianceIsThatOfRandomFiltersWithinFourStandardErrors() {
        var net =
                InfiniteNet.serial(convolution(1, 3, 1.5, 0.3), relu(), flatten(), dense(1, 0))
                        .images(1, 5, 1);
        var random = new Seeds(3).of("filters");
        int draws = 40_000;
        double sum = 0;
        double squares = 0;
        for (int d = 0; d < draws; d++) {
            double[] w = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
            double bias = random.nextGaussian();
            double product = 0;
            for (int p = 0; p < 5; p++) {
                product += response(X[0], w, bias, p) * response(X[1], w, bias, p) / 5;
            }
            sum += product / draws;
            squares += product * product / draws;
        }
        double error = Math.sqrt((squares - sum * sum) / draws);
        assertThat(sum).isCloseTo(net.kernel(X).nngp()[0][1], within(4 * error));
    }

    private static double response(double[] x, double[] w, double bias, int p) {
        double sum = 0;
        for (int k = -1; k <= 1; k++) {
            if (p + k >= 0 && p + k < 5) {
                sum += w[k + 1] * x[p + k];
            }
        }
        return Math.max(0, 1.5 / Math.sqrt(3) * sum + 0.3 * bias);
    }

    @Test
    void gradientsReachThroughConvolutions() {
        double h = 1e-5;
        double up = gained(1.3 + h).kernel(X).ntk()[0][1];
        double down = gained(1.3 - h).kernel(X).ntk()[0][1];
        double slope = gained(1.3).sensitivity(X, InfiniteNet.Gain.WEIGHT).ntk()[0][1];
        assertThat(slope).isCloseTo((up - down) / (2 * h), within(1e-8));
    }

    private static InfiniteNet gained(double s) {
        return InfiniteNet.serial(convolution(1, 3, s, 0.2), relu(), globalAverage(), dense(s, 0.1))
                .images(1, 5, 1);
    }

    @Test
    void imagesOfTheWrongShapeAreRefused() {
        var net = gained(1).images(1, 4, 1);
        assertThatThrownBy(() -> net.kernel(X))
                .hasMessage(
                        "expected images of 1 x 4 pixels with 1 channels, got rows of length 5");
        assertThatThrownBy(() -> InfiniteNet.serial(convolution(1, 3, 1, 0)).images(1, 5, 1))
                .hasMessage(
                        "a network on images needs flatten() or globalAverage() before its output");
        assertThatThrownBy(() -> InfiniteNet.serial(convolution(1, 3, 1, 0)).kernel(X))
                .hasMessage(
                        "a convolution needs images: name their shape with images(height, width,"
                                + " channels)");
        assertThatThrownBy(() -> convolution(2, 3, 1, 0))
                .hasMessage("a filter must have odd sides, got 2 x 3");
        assertThatThrownBy(() ->
                        InfiniteNet.serial(
                                convolution(1, 3, 1, 0), globalAverage(), dense(1, 0), relu()))
                .hasMessage(
                        "an activation after global average pooling is not supported; pool last");
    }
}
