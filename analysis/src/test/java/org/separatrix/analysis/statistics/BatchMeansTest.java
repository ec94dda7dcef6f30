package org.separatrix.analysis.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

class BatchMeansTest {

    @Test
    void independentValuesHaveTheTextbookError() {
        double mean = 0;
        for (int seed = 0; seed < 100; seed++) {
            mean += BatchMeans.of(autoregression(1024, 0, seed)).error() / 100;
        }
        // 100 errors of 18 % scatter each, around 1/sqrt(1024).
        assertThat(mean).isCloseTo(1.0 / 32, within(0.003));
    }

    @Test
    void correlationEnlargesTheError() {
        double mean = 0;
        for (int seed = 0; seed < 100; seed++) {
            mean += BatchMeans.of(autoregression(4096, 0.8, seed)).error() / 100;
        }
        // The variance of the mean of an AR(1) is 1/(n (1 - r)^2) for unit noise.
        assertThat(mean).isCloseTo(1 / (64 * 0.2), within(0.008));
    }

    @Test
    void growthLentToTheNextValueIsNotNoise() {
        var random = new SplittableRandom(1);
        var values = new double[4096];
        double before = 0;
        for (int i = 0; i < values.length; i++) {
            double next = random.nextGaussian();
            values[i] = 1 + next - before;
            before = next;
        }
        // Taken for independent, these differences would have an error of sqrt(2)/64 = 0.022.
        assertThat(BatchMeans.of(values).error()).isLessThan(0.003);
    }

    private static double[] autoregression(int n, double r, int seed) {
        var random = new SplittableRandom(seed);
        var values = new double[n];
        double x = random.nextGaussian() / Math.sqrt(1 - r * r);
        for (int i = 0; i < n; i++) {
            values[i] = x;
            x = r * x + random.nextGaussian();
        }
        return values;
    }
}
