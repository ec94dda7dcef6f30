package org.separatrix.analysis.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.integrate.Integrators;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

class PowerSpectrumTest {

    @Test
    void integralOfTheDensityIsTheVariance() {
        var random = new SplittableRandom(1);
        var series = random.doubles(1000).map(x -> x - 0.5).toArray();
        double mean = IntStream.range(0, 1000).mapToDouble(i -> series[i]).average().orElseThrow();
        double variance = 0;
        for (double x : series) {
            variance += (x - mean) * (x - mean) / series.length;
        }
        var spectrum = PowerSpectrum.periodogram(series, 0.01, Window.RECTANGULAR);
        double integral = 0;
        for (double density : spectrum.density()) {
            integral += density * spectrum.frequencies()[1];
        }
        assertThat(integral).isCloseTo(variance, within(1e-12));
    }

    @Test
    void whiteNoiseIsFlat() {
        var random = new SplittableRandom(1);
        var series = random.doubles(20_000).map(x -> Math.sqrt(12) * (x - 0.5)).toArray();
        for (var window : Window.values()) {
            var spectrum = PowerSpectrum.welch(series, 0.5, 200, window);
            // Unit variance over frequencies from 0 to 1: density 1; 200 segments scatter by 7 %.
            for (int k = 5; k < 95; k++) {
                assertThat(spectrum.density()[k]).isCloseTo(1, within(0.4));
            }
        }
    }

    @Test
    void transformAndItsInverseAreOne() {
        for (int n : new int[] {16, 17, 100, 101}) {
            var series = new SplittableRandom(n).doubles(n).toArray();
            var back = Fourier.inverse(Fourier.transform(series), n);
            for (int i = 0; i < n; i++) {
                assertThat(back[i]).isCloseTo(series[i], within(1e-12));
            }
        }
    }

    @Test
    void periodOfASineIsItsPeriod() {
        var series = IntStream.range(0, 2000).mapToDouble(i -> Math.sin(i * 0.01 * 2.5)).toArray();
        assertThat(DominantPeriod.of(series, 0.01)).isCloseTo(2 * Math.PI / 2.5, within(0.05));
    }

    @Test
    void periodOfRosslersFlowIsThatOfItsTurns() {
        var system = Catalog.system("Rossler");
        var times = IntStream.range(0, 10_000).mapToDouble(i -> i * 0.06).toArray();
        var trajectory = Integrators.named("dop853").solve(system.flow(), system.initial(), times);
        var period = DominantPeriod.of(trajectory);
        assertThat(period.value()).isCloseTo(5.9, within(0.2));
    }
}
