package org.separatrix.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.analysis.metrics.ForecastMetrics;
import org.separatrix.forecast.gtf.Forcing;
import org.separatrix.forecast.gtf.Gtf;
import org.separatrix.forecast.neural.NeuralOde;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.Settings;
import org.separatrix.lab.data.Segment;
import org.separatrix.learn.Precision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class ForecastersTest {

    @Nested
    class NaiveTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new Naive();
        }
    }

    @Nested
    class ClimatologyTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new Climatology();
        }
    }

    @Nested
    class SeasonalNaiveTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new SeasonalNaive(0);
        }
    }

    @Nested
    class LinearAutoregressionTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new LinearAutoregression(5, 1e-10);
        }
    }

    @Nested
    class HoltWintersTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new HoltWinters(0);
        }
    }

    @Nested
    class ThetaTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new Theta(0);
        }
    }

    @Nested
    class NvarTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new Nvar(2, 1, 2, 1e-8);
        }
    }

    @Nested
    class EchoStateTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new EchoState(100, 0.8, 1, 0.5, 1e-6);
        }
    }

    @Nested
    class AnalogueTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new Analogue(3, 2);
        }
    }

    @Nested
    class GaussianProcessTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new GaussianProcess(1, 60);
        }
    }

    @Nested
    class SindyTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new Sindy(1, 0.01, 0);
        }
    }

    @Nested
    class NeuralOdeTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new NeuralOde(8, 1, 1, 5, 8, 40, 1e-2, Precision.DOUBLE);
        }
    }

    @Nested
    class GtfTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new Gtf(8, true, 20, 8, 200, 5e-3, 1e-4, Forcing.PRODUCT, 1, 5, 0.99, 0, 0, 0);
        }
    }

    @Nested
    class DendriticGtfTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return Settings.with(
                    new Gtf(8, true, 20, 8, 200, 5e-3, 1e-4, Forcing.PRODUCT, 1, 5, 0.99, 0, 0, 0),
                    Map.of("map", "DENDRITIC", "bases", "6", "extra", "2"));
        }
    }

    @TempDir private Path temporary = Path.of("");

    private static double error(Forecaster forecaster, Segment series, int steps) {
        int n = series.size() - steps;
        var history = series.slice(0, n);
        var forecast =
                forecaster
                        .fit(List.of(history), new Seeds(1))
                        .forecast(history, steps)
                        .mean()
                        .values();
        return ForecastMetrics.rmse(series.slice(n, series.size()).values(), forecast);
    }

    @Test
    void linearMethodsContinueASineExactly() {
        var waves = TestSeries.waves(300);
        assertThat(error(new LinearAutoregression(2, 0), waves, 60)).isLessThan(1e-6);
        assertThat(error(new SeasonalNaive(20), waves, 60)).isLessThan(1e-9);
        assertThat(error(new SeasonalNaive(0), waves, 60)).isLessThan(1e-9);
        assertThat(error(new Nvar(2, 1, 1, 0), waves, 60)).isLessThan(1e-6);
        assertThat(error(new Analogue(1, 1), waves, 60)).isLessThan(1e-9);
        assertThat(error(new HoltWinters(20), waves, 60)).isLessThan(0.05);
        assertThat(error(new Theta(20), waves, 60)).isLessThan(0.05);
    }

    @Test
    void holtWintersAndThetaFollowATrend() {
        var values = new double[100][];
        for (int i = 0; i < 100; i++) {
            values[i] = new double[] {5 + 0.5 * i};
        }
        var line = new Segment(0, 1, values, List.of("x"));
        assertThat(error(new HoltWinters(1), line, 5)).isLessThan(0.2);
        // Theta keeps half the slope on top of the smoothed level.
        assertThat(error(new Theta(1), line, 5)).isLessThan(1);
    }

    @Test
    void nonlinearMethodsFollowLorenzForSeveralLyapunovTimes() {
        var lorenz = TestSeries.lorenz(1400);
        int n = 1150;
        var history = lorenz.slice(0, n);
        var truth = lorenz.slice(n, lorenz.size());
        double[] deviation = ForecastMetrics.deviation(history.values());
        var methods =
                List.of(
                        new Nvar(4, 1, 3, 1e-9),
                        new EchoState(300, 0.4, 1, 0.5, 1e-8),
                        new GaussianProcess(1, 300),
                        new Sindy(2, 0.002, 0));
        for (var method : methods) {
            var forecast =
                    method.fit(List.of(history), new Seeds(0))
                            .forecast(history, truth.size())
                            .mean()
                            .values();
            int valid = ForecastMetrics.validSteps(truth.values(), forecast, deviation, 0.5);
            // One Lyapunov time is 1.1 time units, 55 rows.
            assertThat(valid).as(method.name()).isGreaterThan(110);
        }
        var naive =
                new Naive()
                        .fit(List.of(history), new Seeds(0))
                        .forecast(history, truth.size())
                        .mean()
                        .values();
        assertThat(ForecastMetrics.validSteps(truth.values(), naive, deviation, 0.5))
                .isLessThan(30);
    }

    @Test
    void sindyWritesDownTheLorenzEquations() {
        var history = TestSeries.lorenz(1200);
        var fitted = (Sindy.Fitted) new Sindy(2, 0.002, 0).fit(List.of(history), new Seeds(0));
        var flow = fitted.flow();
        var dx = new double[3];
        flow.derivative(0, new double[] {1, 2, 3}, dx);
        // 10*(2 - 1), 1*(28 - 3) - 2, 1*2 - 2.667*3; differences of order six at 0.02 leave three
        // digits.
        assertThat(dx[0]).isCloseTo(10, within(0.05));
        assertThat(dx[1]).isCloseTo(23, within(0.1));
        assertThat(dx[2]).isCloseTo(-6.001, within(0.05));
    }

    @Test
    void autoregressionKnowsItsErrorForAnAutoregressiveProcess() {
        var random = new Seeds(11).of("ar");
        var values = new double[20_000][1];
        for (int i = 1; i < values.length; i++) {
            values[i][0] = 0.8 * values[i - 1][0] + random.nextGaussian();
        }
        var series = new Segment(0, 1, values, List.of("x"));
        var fitted = new LinearAutoregression(1, 0).fit(List.of(series), new Seeds(0));
        var deviation = fitted.forecast(series, 50).deviation().orElseThrow();
        assertThat(deviation[0][0]).isCloseTo(1, within(0.03));
        assertThat(deviation[1][0]).isCloseTo(Math.sqrt(1 + 0.64), within(0.05));
        assertThat(deviation[49][0]).isCloseTo(1 / Math.sqrt(1 - 0.64), within(0.06));
    }

    @Test
    void tuningPicksTheLagsThatAPeriodicSeriesNeeds() {
        var choice =
                Tuning.choose(
                        new Analogue(1, 1), List.of(TestSeries.waves(300)), 20, 3, new Seeds(0));
        assertThat(choice.error()).isLessThan(1e-6);
    }

    @Test
    void monomialsAgreeWithTheLibraryOfPolynomials() {
        var monomials = Monomials.of(3, 3);
        assertThat(monomials.size()).isEqualTo(20);
        var values = new double[20];
        monomials.evaluate(new double[] {2, 3, 5}, values);
        var expected = new double[20];
        new org.separatrix.analysis.regression.PolynomialLibrary(3, 3)
                .evaluate(new double[] {2, 3, 5}, expected);
        java.util.Arrays.sort(values);
        java.util.Arrays.sort(expected);
        assertThat(values).containsExactly(expected);
    }

    @Test
    void unknownNamesAreAnsweredWithTheNearest() {
        assertThatThrownBy(() -> Forecasters.named("nvra"))
                .isInstanceOf(LabException.class)
                .hasMessage("unknown model 'nvra': did you mean nvar?");
    }

    @Test
    void aFileThatIsNoModelIsRefusedInOneLine() throws IOException {
        var file = temporary.resolve("x.json");
        Files.writeString(file, "{\"format\": \"other\"}");
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("is no fitted model of this version");
        Files.writeString(file, "not json");
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("damaged");
    }
}
