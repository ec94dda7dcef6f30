package org.separatrix.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.separatrix.forecast.deep.BlockRecurrent;
import org.separatrix.forecast.deep.Convolution;
import org.separatrix.forecast.deep.DLinear;
import org.separatrix.forecast.deep.Lstm;
import org.separatrix.forecast.deep.NBeats;
import org.separatrix.forecast.deep.NHits;
import org.separatrix.forecast.deep.NLinear;
import org.separatrix.forecast.deep.Tide;
import org.separatrix.forecast.deep.TransformerForecaster;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.network.Recurrent;

import java.util.List;

class DeepForecastersTest {

    @Nested
    class NBeatsTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new NBeats(8, 1, 2, 2, 8, 3, 20, 16, 1e-3);
        }
    }

    @Nested
    class NHitsTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new NHits(8, 3, 3, 2, 8, 0.1, 20, 16, 1e-3);
        }
    }

    @Nested
    class TideTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new Tide(8, 2, 8, 1, 4, 0.1, 20, 16, 1e-3);
        }
    }

    @Nested
    class TransformerForecasterTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new TransformerForecaster(6, 1, 4, 2, 1, 8, 0.1, 20, 16, 1e-3);
        }
    }

    @Nested
    class ConvolutionTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new Convolution(8, 2, 4, 3, 2, 0.1, 20, 16, 1e-3);
        }
    }

    @Nested
    class BlockRecurrentTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new BlockRecurrent(8, 1, Recurrent.Cell.GRU, 5, 1, 20, 16, 1e-3);
        }
    }

    @Nested
    class LstmTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new Lstm(8, Recurrent.Cell.LSTM, 5, 2, 20, 16, 1e-3);
        }
    }

    @Nested
    class DLinearTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new DLinear(8, 10, 5, 20, 16, 1e-3);
        }
    }

    @Nested
    class NLinearTest extends ForecasterContract {
        @Override
        Forecaster forecaster() {
            return new NLinear(8, 10, 20, 16, 1e-3);
        }
    }

    @Test
    void aWaveIsContinuedByEveryKindOfNetwork() {
        var wave = TestSeries.waves(400);
        var truth = TestSeries.waves(420).slice(400, 420).values();
        List<Forecaster> all =
                List.of(
                        new NBeats(20, 20, 2, 2, 32, 5, 300, 32, 3e-3),
                        new NHits(20, 20, 3, 2, 32, 0, 300, 32, 3e-3),
                        new Tide(20, 20, 32, 1, 4, 0, 300, 32, 3e-3),
                        new TransformerForecaster(20, 20, 16, 2, 1, 32, 0, 300, 32, 3e-3),
                        new Convolution(20, 20, 16, 3, 2, 0, 300, 32, 3e-3),
                        new BlockRecurrent(20, 20, Recurrent.Cell.GRU, 16, 1, 300, 32, 1e-2),
                        new Lstm(20, Recurrent.Cell.LSTM, 16, 1, 400, 32, 1e-2),
                        new DLinear(20, 20, 5, 300, 32, 1e-2),
                        new NLinear(20, 20, 300, 32, 1e-2));
        for (var forecaster : all) {
            var said = forecaster.fit(List.of(wave), new Seeds(0)).forecast(wave, 20);
            double worst = 0;
            for (int i = 0; i < 20; i++) {
                worst = Math.max(worst, Math.abs(said.mean().values()[i][0] - truth[i][0]));
            }
            assertThat(worst).as(forecaster.name()).isLessThan(0.35);
        }
    }

    @Test
    void anotherSeedGivesAnotherModel() {
        var wave = TestSeries.waves(100);
        var settings = new NBeats(8, 1, 2, 2, 8, 3, 20, 16, 1e-3);
        assertThat(settings.fit(List.of(wave), new Seeds(1)))
                .isNotEqualTo(settings.fit(List.of(wave), new Seeds(2)));
    }

    @Test
    void aHistoryShorterThanTheWindowIsRefused() {
        var wave = TestSeries.waves(20);
        assertThatThrownBy(() -> NBeats.DEFAULT.fit(List.of(wave), new Seeds(0)))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "a piece of 20 rows is shorter than a window of 26; lower the lookback");
        assertThatThrownBy(() ->
                        new TransformerForecaster(5, 1, 5, 2, 1, 8, 0, 5, 4, 1e-3)
                                .fit(List.of(wave), new Seeds(0)))
                .isInstanceOf(LabException.class)
                .hasMessage("transformer: width must be a multiple of heads, got 5 and 2");
    }
}
