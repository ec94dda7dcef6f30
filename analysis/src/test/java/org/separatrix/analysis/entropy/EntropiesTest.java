package org.separatrix.analysis.entropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.analysis.spectrum.Fourier;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

class EntropiesTest {

    @Test
    void aConstantSeriesHasNoEntropy() {
        var constant = IntStream.range(0, 200).mapToDouble(_ -> 0.1).toArray();
        assertThat(Entropies.fuzzy(constant, 2, 0.2)).isZero();
        assertThat(Entropies.sample(constant, 2, 0.2)).isZero();
        assertThat(Entropies.approximate(constant, 2, 0.2)).isZero();
    }

    @Test
    void sampleEntropyOfGaussianNoiseIsThatOfItsNextValue() {
        // Two independent values differ by less than r with probability erf(r/2).
        double expected = -Math.log(0.11246);
        assertThat(Entropies.sample(noise(3000, 1), 2, 0.2)).isCloseTo(expected, within(0.1));
    }

    @Test
    void aSineIsMoreRegularThanNoise() {
        var sine = IntStream.range(0, 1000).mapToDouble(i -> Math.sin(0.2 * i)).toArray();
        var noise = noise(1000, 2);
        assertThat(Entropies.sample(sine, 2, 0.2))
                .isLessThan(0.4 * Entropies.sample(noise, 2, 0.2));
        assertThat(Entropies.approximate(sine, 2, 0.2))
                .isLessThan(0.5 * Entropies.approximate(noise, 2, 0.2));
        assertThat(Entropies.fuzzy(sine, 2, 0.2)).isLessThan(0.4 * Entropies.fuzzy(noise, 2, 0.2));
    }

    @Test
    void orderPatternsOfNoiseAreEquallyLikelyAndOfARampAreOne() {
        assertThat(Entropies.permutation(noise(20_000, 3), 4, 1)).isCloseTo(1, within(0.002));
        var ramp = IntStream.range(0, 100).asDoubleStream().toArray();
        assertThat(Entropies.permutation(ramp, 4, 1)).isZero();
    }

    @Test
    void complexityOfNoiseIsOneAndOfAPeriodNone() {
        assertThat(Entropies.lempelZiv(noise(5000, 4))).isCloseTo(1, within(0.1));
        var period = IntStream.range(0, 5000).mapToDouble(i -> i % 2).toArray();
        assertThat(Entropies.lempelZiv(period)).isLessThan(0.01);
    }

    @Test
    void entropyOfWhiteNoiseFallsWithScale() {
        var entropies = MultiscaleEntropy.of(noise(2000, 5), 8);
        for (int scale = 1; scale < entropies.length; scale++) {
            assertThat(entropies[scale]).isLessThan(entropies[scale - 1]);
        }
        assertThat(entropies[7]).isLessThan(0.6 * entropies[0]);
    }

    @Test
    void entropyOfOneOverFNoiseStaysFlat() {
        var entropies = MultiscaleEntropy.of(oneOverF(3000), 8);
        double first = entropies[0];
        for (double entropy : entropies) {
            assertThat(entropy).isCloseTo(first, within(0.25 * first));
        }
    }

    @Test
    void fluctuationsOfWhiteNoiseGrowAsTheRootOfTheWindow() {
        assertThat(DetrendedFluctuation.exponent(noise(20_000, 6)).value())
                .isCloseTo(0.5, within(0.05));
    }

    @Test
    void fluctuationsOfARandomWalkGrowAsThePowerThreeHalves() {
        var walk = noise(20_000, 7);
        for (int i = 1; i < walk.length; i++) {
            walk[i] += walk[i - 1];
        }
        assertThat(DetrendedFluctuation.exponent(walk).value()).isCloseTo(1.5, within(0.05));
    }

    private static double[] noise(int n, long seed) {
        var random = new SplittableRandom(seed);
        return IntStream.range(0, n).mapToDouble(_ -> random.nextGaussian()).toArray();
    }

    private static double[] oneOverF(int n) {
        var coefficients = Fourier.transform(noise(n, 8));
        for (int k = 1; k < coefficients.length / 2; k++) {
            coefficients[2 * k] /= Math.sqrt(k);
            coefficients[2 * k + 1] /= Math.sqrt(k);
        }
        coefficients[0] = 0;
        return Fourier.inverse(coefficients, n);
    }
}
