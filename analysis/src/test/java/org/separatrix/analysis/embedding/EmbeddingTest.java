package org.separatrix.analysis.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.analysis.dimension.CorrelationDimension;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.integrate.Integrators;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

class EmbeddingTest {

    @Test
    void coordinatesAreDelayedValues() {
        var series = IntStream.range(0, 10).asDoubleStream().toArray();
        var points = DelayEmbedding.of(series, 3, 2);
        assertThat(points.size()).isEqualTo(6);
        assertThat(points.state(1)).containsExactly(1, 3, 5);
    }

    @Test
    void informationOfGaussianPairsIsThatOfTheirCorrelation() {
        // An AR(1) with coefficient r shares -ln(1 - r^2)/2 with its neighbour.
        var random = new SplittableRandom(1);
        var series = new double[50_000];
        double x = 0;
        for (int i = 0; i < series.length; i++) {
            x = 0.6 * x + 0.8 * random.nextGaussian();
            series[i] = x;
        }
        var information = MutualInformation.of(series, 20);
        // Sixteen bins see a little less than the whole.
        assertThat(information[1]).isCloseTo(-0.5 * Math.log(1 - 0.36), within(0.025));
        assertThat(information[20]).isCloseTo(0, within(0.002));
    }

    @Test
    void delayOfLorenzIsATenthOfATurnOrSo() {
        int delay = MutualInformation.firstMinimum(lorenz(20_000, 0.01), 60);
        assertThat(delay).isBetween(12, 22);
    }

    @Test
    void threeDelaysUnfoldLorenz() {
        var series = lorenz(2500, 0.05);
        var wrong = EmbeddingDimension.falseNeighbours(series, 3, 4);
        assertThat(wrong[0]).isGreaterThan(0.5);
        assertThat(wrong[2]).isLessThan(0.02);
        var cao = EmbeddingDimension.cao(series, 3, 5);
        assertThat(cao[0]).isLessThan(0.5);
        assertThat(cao[3]).isCloseTo(1, within(0.12));
    }

    @Test
    void embeddedLorenzHasTheDimensionOfLorenz() {
        var points = DelayEmbedding.of(lorenz(8000, 0.05), 4, 3);
        assertThat(CorrelationDimension.takens(points, 40, 0.002).value())
                .isCloseTo(2.05, within(0.15));
    }

    private static double[] lorenz(int n, double spacing) {
        var system = Catalog.system("Lorenz");
        var times = IntStream.range(0, n).mapToDouble(i -> i * spacing).toArray();
        return Integrators.named("dop853").solve(system.flow(), system.initial(), times).column(0);
    }
}
