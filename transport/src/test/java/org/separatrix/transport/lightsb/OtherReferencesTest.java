package org.separatrix.transport.lightsb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.lab.Seeds;
import org.separatrix.transport.Sampler;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

class OtherReferencesTest {

    private static final LightSettings ONE =
            LightSettings.DEFAULT.withComponents(1).withTraining(3000, 1e-2).withBatch(512, true);

    private static OrnsteinUhlenbeckBridge fit(double rate, double sigma, double horizon) {
        // The law that the reference itself reaches from N(0, 1), so that it is its own bridge.
        double decay = Math.exp(-rate * horizon);
        double noise =
                rate == 0
                        ? sigma * sigma * horizon
                        : sigma * sigma * (1 - decay * decay) / (2 * rate);
        double deviation = Math.sqrt(decay * decay + noise);
        double mean = 0.5 * (1 - decay);
        Sampler target =
                new Sampler() {
                    @Override
                    public int dimension() {
                        return 1;
                    }

                    @Override
                    public void draw(RandomGenerator random, double[] point) {
                        point[0] = mean + deviation * random.nextGaussian();
                    }
                };
        return OrnsteinUhlenbeckBridge.fit(
                ONE,
                rate,
                new double[] {0.5},
                sigma,
                horizon,
                Sampler.gaussian(1),
                target,
                new Seeds(1));
    }

    @Test
    void referenceIsTheBridgeBetweenItsOwnMarginals() {
        double rate = 0.8;
        double sigma = 0.7;
        double horizon = 1.5;
        var bridge = fit(rate, sigma, horizon);
        var drift = bridge.drift();
        var g = new double[1];
        for (double share : new double[] {0, 0.3, 0.8}) {
            for (double x : new double[] {-1, 0.5, 2}) {
                drift.drift(share, new double[] {x}, g);
                // Sampling error of a fit to about a million points, amplified near the end.
                assertThat(g[0]).isCloseTo(-rate * (x - 0.5) * horizon, within(0.06));
            }
        }
    }

    @Test
    void pathsHaveTheVarianceOfTheReference() {
        var bridge = fit(0, 2, 3);
        assertThat(bridge.inner().epsilon()).isCloseTo(12, within(1e-12));
        var random = new SplittableRandom(3);
        double square = 0;
        int n = 20_000;
        for (int i = 0; i < n; i++) {
            double[][] path = bridge.samplePath(new double[] {0}, new double[] {0, 1.5, 3}, random);
            square += path[1][0] * path[1][0] / n;
        }
        // Brownian motion of variance 4 a unit of time; four standard errors and the fit's.
        assertThat(square).isCloseTo(6, within(4 * 6 * Math.sqrt(2.0 / n) + 0.1));
    }

    @Test
    void badReferencesAreExplained() {
        assertThatThrownBy(() -> fit(0.1, -1, 1))
                .hasMessageStartingWith(
                        "rate must not be negative, sigma and horizon must be positive, got 0.1,"
                                + " -1.0 and 1.0");
    }
}
