package org.separatrix.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.separatrix.forecast.statistical.Arima;
import org.separatrix.forecast.statistical.AutoArima;
import org.separatrix.forecast.statistical.Decomposition;
import org.separatrix.forecast.statistical.Drift;
import org.separatrix.forecast.statistical.FourTheta;
import org.separatrix.forecast.statistical.Kalman;
import org.separatrix.forecast.statistical.Parrot;
import org.separatrix.forecast.statistical.Tones;
import org.separatrix.forecast.trees.BoostedTrees;
import org.separatrix.forecast.trees.RandomForest;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

class StatisticalForecastersTest {

    @Nested
    class DriftTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new Drift();
        }
    }

    @Nested
    class TonesTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new Tones(5);
        }
    }

    @Nested
    class ArimaTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new Arima(4, 1, 1);
        }
    }

    @Nested
    class AutoArimaTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new AutoArima(3);
        }
    }

    @Nested
    class FourThetaTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new FourTheta(2, 0, FourTheta.Trend.LINEAR);
        }
    }

    @Nested
    class DecompositionTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new Decomposition(0, 4, 5, 10);
        }
    }

    @Nested
    class KalmanTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new Kalman(2, 5);
        }
    }

    @Nested
    class ParrotTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new Parrot(10);
        }
    }

    @Nested
    class BoostedTreesTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new BoostedTrees(4, 20, 4, 0.3, 1);
        }
    }

    @Nested
    class RandomForestTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new RandomForest(4, 10, 0, 0.632);
        }
    }

    private static Segment series(int rows, IntToDoubleFunction value) {
        var values = new double[rows][1];
        for (int i = 0; i < rows; i++) {
            values[i][0] = value.applyAsDouble(i);
        }
        return new Segment(0, 1, values, List.of("x"));
    }

    private static double[] said(Forecaster forecaster, Segment history, int steps) {
        var mean = forecaster.fit(List.of(history), new Seeds(0)).forecast(history, steps).mean();
        return mean.column(0);
    }

    @Test
    void driftGoesOnAlongTheLineThroughBothEnds() {
        var bent = series(11, i -> i == 5 ? 100 : 3 + 2 * i);
        assertThat(said(new Drift(), bent, 3))
                .containsExactly(new double[] {25, 27, 29}, within(1e-12));
    }

    @Test
    void commensurateTonesArePlayedOnExactly() {
        IntToDoubleFunction chord =
                i ->
                        2
                                + Math.cos(2 * Math.PI * i * 3 / 120 + 0.3)
                                - 0.5 * Math.sin(2 * Math.PI * i / 8);
        var future = said(new Tones(2), series(120, chord), 500);
        for (int k = 0; k < 500; k++) {
            assertThat(future[k]).isCloseTo(chord.applyAsDouble(120 + k), within(1e-11));
        }
    }

    @Test
    void theSquareWaveOfTheHighestFrequencyIsPlayedOn() {
        var future = said(new Tones(1), series(8, i -> i % 2 == 0 ? 1 : -1), 4);
        assertThat(future).containsExactly(new double[] {1, -1, 1, -1}, within(1e-12));
    }

    @Test
    void aRotationIsContinuedForEver() {
        IntToDoubleFunction wave = i -> Math.cos(0.37 * i);
        var both = new double[200][2];
        for (int i = 0; i < 200; i++) {
            both[i] = new double[] {Math.cos(0.37 * i), Math.sin(0.37 * i)};
        }
        var history = new Segment(0, 1, both, List.of("x", "y"));
        var mean =
                new Kalman(2, 10).fit(List.of(history), new Seeds(0)).forecast(history, 300).mean();
        // Standardised data of a sampled circle is not of mean 0 to rounding: the ellipse moves a
        // little.
        double worst = 0;
        for (int k = 0; k < 300; k++) {
            worst = Math.max(worst, Math.abs(mean.values()[k][0] - wave.applyAsDouble(200 + k)));
        }
        assertThat(worst).isLessThan(0.1);
    }

    @Test
    void thetaTwoIsSmoothingWithHalfTheSlope() {
        var random = new SplittableRandom(1);
        var noise = new double[60];
        for (int i = 0; i < 60; i++) {
            noise[i] = random.nextGaussian();
        }
        var history = series(60, i -> 0.5 * i + noise[i]);
        var future = said(new FourTheta(2, 1, FourTheta.Trend.LINEAR), history, 3);
        double[] x = history.column(0);
        double above = 0;
        double below = 0;
        for (int i = 0; i < 60; i++) {
            above += (i - 29.5) * x[i];
            below += (i - 29.5) * (i - 29.5);
        }
        assertThat(future[2] - future[1]).isCloseTo(0.5 * above / below, within(1e-12));
        // Without amplification it is plain exponential smoothing: flat.
        var flat = said(new FourTheta(1, 1, FourTheta.Trend.LINEAR), history, 3);
        assertThat(flat[2]).isCloseTo(flat[0], within(1e-12));
    }

    @Test
    void trendAndSeasonAreTakenApart() {
        IntToDoubleFunction truth = i -> 1 + 0.05 * i + Math.sin(2 * Math.PI * i / 12);
        var future = said(new Decomposition(12, 3, 0, 0), series(120, truth), 24);
        for (int k = 0; k < 24; k++) {
            assertThat(future[k]).isCloseTo(truth.applyAsDouble(120 + k), within(1e-3));
        }
    }

    @Test
    void theParrotRepeatsWhatFollowedTheSameMotif() {
        double[] song = {0, 1, 5, 2, 7, 3, 0, 1};
        assertThat(said(new Parrot(2), series(8, i -> song[i]), 8))
                .containsExactly(5, 2, 7, 3, 0, 1, 5, 2);
    }

    @Test
    void forestsAndBoostingLearnTheirDataByHeart() {
        // The logistic map: the next value is a function of the last one.
        var orbit = new double[301];
        orbit[0] = 0.3;
        for (int i = 1; i < orbit.length; i++) {
            orbit[i] = 3.9 * orbit[i - 1] * (1 - orbit[i - 1]);
        }
        var history = series(300, i -> orbit[i]);
        for (var forecaster :
                List.of(new RandomForest(1, 1, 0, 1), new BoostedTrees(1, 1, 30, 1, 0))) {
            var fitted = forecaster.fit(List.of(history), new Seeds(0));
            for (int end = 50; end < 60; end++) {
                double next = fitted.forecast(history.slice(0, end), 1).mean().values()[0][0];
                // The library does not split where squared errors fall by less than 1e-6.
                assertThat(next).isCloseTo(orbit[end], within(5e-4));
            }
        }
        assertThat(said(new RandomForest(1, 50, 0, 0.632), history, 1)[0])
                .isCloseTo(orbit[300], within(0.05));
    }

    @Test
    void aSubspaceThatDoesNotFitIsRefused() {
        assertThatThrownBy(
                        () -> new Kalman(50, 5).fit(List.of(series(100, i -> i % 7)), new Seeds(0)))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "kalman: states must lie in 1..4 for 5 blocks of 1 channels, got 50; lower"
                                + " blocks or states");
    }
}
