package org.separatrix.analysis.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.analysis.entropy.Entropies;

import java.util.Arrays;
import java.util.HashSet;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

class SeriesFeaturesTest {

    private static double[] series(int n, IntToDoubleFunction value) {
        var x = new double[n];
        Arrays.setAll(x, value);
        return x;
    }

    private static double[] noise(int n, long seed) {
        var random = new SplittableRandom(seed);
        return series(n, _ -> random.nextGaussian());
    }

    private static double of(String name, double[] series) {
        int at = SeriesFeatures.names().indexOf(name);
        assertThat(at).as(name).isNotNegative();
        return SeriesFeatures.of(series)[at];
    }

    @Test
    void thereAreAtLeast150DifferentNames() {
        assertThat(SeriesFeatures.names()).hasSizeGreaterThanOrEqualTo(150);
        assertThat(new HashSet<>(SeriesFeatures.names())).hasSize(SeriesFeatures.count());
        assertThat(SeriesFeatures.of(noise(2000, 1))).hasSize(SeriesFeatures.count());
    }

    @Test
    void everyFeatureOfALongSeriesIsDefined() {
        double[] row = SeriesFeatures.of(noise(2000, 1));
        for (int k = 0; k < row.length; k++) {
            assertThat(row[k]).as(SeriesFeatures.names().get(k)).isFinite();
        }
    }

    @Test
    void aConstantSeriesHasItsLevelAndNothingElse() {
        double[] row = SeriesFeatures.of(series(100, _ -> 0.1));
        assertThat(row[0]).isCloseTo(0.1, within(1e-15));
        assertThat(of("standard_deviation", series(100, _ -> 0.1))).isZero();
        assertThat(of("mean_absolute_change", series(100, _ -> 0.1))).isZero();
        assertThat(Arrays.stream(row).filter(Double::isFinite).count()).isEqualTo(8);
    }

    @Test
    void gapsAreBridgedByStraightLines() {
        double[] line = series(60, i -> i);
        double[] gaps = line.clone();
        gaps[7] = Double.NaN;
        gaps[8] = Double.POSITIVE_INFINITY;
        gaps[30] = Double.NEGATIVE_INFINITY;
        assertThat(SeriesFeatures.of(gaps)).containsExactly(SeriesFeatures.of(line));
        var ends = new double[] {Double.NaN, 2, 3, 4, 5, 6, 7, Double.NaN};
        assertThat(SeriesFeatures.of(ends))
                .containsExactly(SeriesFeatures.of(new double[] {2, 2, 3, 4, 5, 6, 7, 7}));
    }

    @Test
    void seriesTooShortOrWithoutAnyValueAreRefused() {
        assertThatThrownBy(() -> SeriesFeatures.of(new double[7]))
                .hasMessage("features need at least 8 values, got 7");
        assertThatThrownBy(() -> SeriesFeatures.of(series(20, _ -> Double.NaN)))
                .hasMessage("a series for features needs a finite value");
    }

    @Test
    void theShortestSeriesHasSomeFeaturesAndThrowsForNone() {
        var random = new SplittableRandom(3);
        for (int n = SeriesFeatures.SHORTEST; n < 140; n++) {
            double[] row = SeriesFeatures.of(series(n, _ -> random.nextGaussian()));
            assertThat(Arrays.stream(row).filter(Double::isFinite).count()).isGreaterThan(100);
        }
    }

    @Test
    void scaleAndShiftChangeTheLevelAlone() {
        double[] x = noise(500, 4);
        double[] a = SeriesFeatures.of(x);
        double[] b = SeriesFeatures.of(series(500, i -> 4 * x[i] + 2));
        int from = SeriesFeatures.names().indexOf("skewness");
        for (int k = from; k < a.length; k++) {
            if (!SeriesFeatures.names().get(k).equals("coefficient_of_variation")) {
                assertThat(b[k])
                        .as(SeriesFeatures.names().get(k))
                        .isCloseTo(a[k], within(1e-6 * (1 + Math.abs(a[k]))));
            }
        }
    }

    @Test
    void aSineHasTheMomentsQuantilesAndSpectrumOfTheArcsine() {
        // 50 whole periods of 40 samples.
        double[] x = series(2000, i -> 3 + 2 * Math.sin(2 * Math.PI * i / 40));
        assertThat(of("mean", x)).isCloseTo(3, within(1e-12));
        assertThat(of("standard_deviation", x)).isCloseTo(Math.sqrt(2), within(1e-12));
        assertThat(of("kurtosis", x)).isCloseTo(-1.5, within(1e-12));
        assertThat(of("skewness", x)).isCloseTo(0, within(1e-12));
        assertThat(of("maximum", x)).isCloseTo(5, within(1e-12));
        assertThat(of("spectral_peak_frequency", x)).isEqualTo(0.025);
        assertThat(of("spectral_centroid", x)).isCloseTo(0.025, within(1e-6));
        // Biased estimate: (1 - lag/n) cos.
        assertThat(of("autocorrelation_20", x)).isCloseTo(-0.99, within(1e-6));
        // A quarter of a period is missing at the end: period / (2 pi n).
        assertThat(of("autocorrelation_10", x)).isCloseTo(0.02 / (2 * Math.PI), within(1e-4));
        assertThat(of("autocorrelation_first_minimum", x)).isEqualTo(20);
        assertThat(of("autocorrelation_first_zero", x)).isEqualTo(11);
        assertThat(of("peaks_with_support_10", x)).isEqualTo(50.0 / 2000);
        assertThat(of("crossings_of_level_0.5", x)).isEqualTo(100.0 / 1999);
        assertThat(of("turning_points", x)).isCloseTo(0.05, within(1e-3));
    }

    @Test
    void aStraightLineIsATrendWithoutTurns() {
        double[] x = series(1000, i -> 0.5 * i);
        assertThat(of("trend_correlation", x)).isCloseTo(1, within(1e-12));
        assertThat(of("mean_change", x)).isCloseTo(0.5, within(1e-12));
        assertThat(of("share_of_rises", x)).isEqualTo(1);
        assertThat(of("longest_rise", x)).isCloseTo(0.999, within(1e-12));
        assertThat(of("turning_points", x)).isZero();
        assertThat(of("crossings_of_level_0.0", x)).isEqualTo(1.0 / 999);
        assertThat(of("longest_strike_above_mean", x)).isEqualTo(0.5);
        assertThat(of("permutation_entropy_3_1", x)).isZero();
        assertThat(of("higuchi_dimension", x)).isCloseTo(1, within(1e-9));
        assertThat(of("histogram_3", x)).isCloseTo(0.1, within(1e-3));
        assertThat(of("histogram_entropy", x)).isCloseTo(Math.log(10), within(1e-4));
        assertThat(of("first_place_of_maximum", x)).isCloseTo(0.999, within(1e-12));
        // The summed distance from the middle passes a half in the middle.
        assertThat(of("mass_quantile_0.5", x)).isCloseTo(0.5, within(2e-3));
    }

    @Test
    void aSquareWaveHasTwoValues() {
        double[] x = series(800, i -> i / 10 % 2 == 0 ? 1 : -1);
        assertThat(of("kurtosis", x)).isCloseTo(-2, within(1e-12));
        assertThat(of("share_of_distinct_values", x)).isEqualTo(2.0 / 800);
        assertThat(of("histogram_0", x)).isEqualTo(0.5);
        assertThat(of("longest_strike_below_mean", x)).isEqualTo(10.0 / 800);
        assertThat(of("largest_step", x)).isCloseTo(2, within(1e-12));
        assertThat(of("autocorrelation_of_squares_1", x)).isNaN();
    }

    @Test
    void whiteNoiseLooksLikeIndependentNormalNumbers() {
        double[] x = noise(20_000, 5);
        double error = 4 / Math.sqrt(20_000);
        assertThat(of("autocorrelation_3", x)).isCloseTo(0, within(error));
        assertThat(of("partial_autocorrelation_2", x)).isCloseTo(0, within(error));
        assertThat(of("share_beyond_sigma_2.0", x)).isCloseTo(0.0455, within(error));
        assertThat(of("quantile_0.9", x)).isCloseTo(1.2816, within(2 * error));
        // Two of three inner points of independent values are turns.
        assertThat(of("turning_points", x)).isCloseTo(2.0 / 3, within(error));
        assertThat(of("spectral_centroid", x)).isCloseTo(0.25, within(error));
        for (int band = 0; band < 8; band++) {
            assertThat(of("spectral_band_" + band, x)).isCloseTo(0.125, within(0.01));
        }
        assertThat(of("spectral_roll_off_0.5", x)).isCloseTo(0.25, within(0.01));
        assertThat(of("c3_1", x)).isCloseTo(0, within(error));
        assertThat(of("haar_energy_1", x)).isCloseTo(0.5, within(0.02));
        assertThat(of("haar_energy_3", x)).isCloseTo(0.125, within(0.02));
        // A wavelet of unit norm keeps the variance of white noise.
        assertThat(of("ricker_power_2", x)).isCloseTo(1, within(0.05));
        assertThat(of("fluctuation_exponent", x)).isCloseTo(0.5, within(0.05));
        assertThat(of("higuchi_dimension", x)).isCloseTo(2, within(0.02));
        // E ln of exponential powers is ln(mean) - Euler's constant; Hann leaves the mean.
        assertThat(of("spectral_flatness", x)).isCloseTo(Math.exp(-0.57722), within(0.02));
        assertThat(of("dickey_fuller", x)).isLessThan(-10);
        // A step leads back to the mean: E[z' - z | z] = -z.
        assertThat(of("drift_coefficient_1", x)).isCloseTo(-1, within(0.1));
    }

    @Test
    void autoregressionOfTwoStepsIsFound() {
        var random = new SplittableRandom(6);
        double[] x = new double[20_000];
        for (int i = 2; i < x.length; i++) {
            x[i] = 0.6 * x[i - 1] - 0.3 * x[i - 2] + random.nextGaussian();
        }
        assertThat(of("autoregression_1", x)).isCloseTo(0.6, within(0.03));
        assertThat(of("autoregression_2", x)).isCloseTo(-0.3, within(0.03));
        assertThat(of("autoregression_3", x)).isCloseTo(0, within(0.03));
        assertThat(of("partial_autocorrelation_2", x)).isCloseTo(-0.3, within(0.03));
        assertThat(of("autocorrelation_1", x)).isCloseTo(0.6 / 1.3, within(0.03));
    }

    @Test
    void aRandomWalkDoesNotReturn() {
        var random = new SplittableRandom(7);
        double[] x = new double[4000];
        for (int i = 1; i < x.length; i++) {
            x[i] = x[i - 1] + random.nextGaussian();
        }
        // One walk in a hundred falls below -3.43.
        assertThat(of("dickey_fuller", x)).isGreaterThan(-3.43);
        assertThat(of("fluctuation_exponent", x)).isCloseTo(1.5, within(0.1));
        assertThat(of("hjorth_mobility", x)).isLessThan(0.2);
    }

    @Test
    void timeReversalChangesTheSignOfWhatSeesTheDirectionOfTime() {
        double[] saw = series(1000, i -> i % 25);
        double[] back = series(1000, i -> saw[999 - i]);
        for (String name : new String[] {"time_reversal_asymmetry_1", "increment_skewness_1"}) {
            assertThat(of(name, back)).isCloseTo(-of(name, saw), within(1e-9));
            assertThat(Math.abs(of(name, saw))).isGreaterThan(0.01);
        }
        assertThat(of("autocorrelation_7", back))
                .isCloseTo(of("autocorrelation_7", saw), within(1e-9));
    }

    @Test
    void autocorrelationsByTransformAreThoseByDefinition() {
        double[] z = Sample.of(noise(97, 8)).z;
        double[] fast = Sample.autocorrelation(z);
        for (int lag = 0; lag < 97; lag++) {
            double sum = 0;
            for (int i = 0; i + lag < 97; i++) {
                sum += z[i] * z[i + lag] / 97;
            }
            assertThat(fast[lag]).isCloseTo(sum, within(1e-12));
        }
    }

    @Test
    void entropiesBySortingAreThoseByComparingAllPairs() {
        var random = new SplittableRandom(9);
        // Rounded values meet each other and the limit exactly.
        double[] rounded = series(300, _ -> Math.rint(8 * random.nextGaussian()) / 8);
        for (double[] x : new double[][] {noise(400, 10), rounded, series(200, i -> Math.sin(i))}) {
            double[] z = Sample.of(x).z;
            for (double r : new double[] {0.1, 0.2}) {
                var pairs = SimilarPairs.of(z, r);
                assertThat(pairs.sampleEntropy())
                        .isCloseTo(Entropies.sample(z, 2, r), within(1e-9));
                assertThat(pairs.approximateEntropy())
                        .isCloseTo(Entropies.approximate(z, 2, r), within(1e-9));
            }
        }
    }

    @Test
    void sharesAddUpToOne() {
        double[] x = noise(1024, 11);
        double[] row = SeriesFeatures.of(x);
        for (String family :
                new String[] {
                    "histogram_\\d", "spectral_band_.*", "spectral_octave_.*", "energy_of_chunk_.*"
                }) {
            double sum = 0;
            for (int k = 0; k < row.length; k++) {
                sum += SeriesFeatures.names().get(k).matches(family) ? row[k] : 0;
            }
            assertThat(sum).as(family).isCloseTo(1, within(1e-9));
        }
    }
}
