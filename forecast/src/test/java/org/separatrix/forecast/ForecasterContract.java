package org.separatrix.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.Settings;
import org.separatrix.lab.data.Segment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What every forecaster must do; a new one inherits it by one line.
abstract class ForecasterContract {

    @TempDir private Path temporary = Path.of("");

    /// The forecaster under test.
    abstract Forecaster forecaster();

    private static final Segment WAVES = TestSeries.waves(400);

    @Test
    void continuesTheHistoryWithFiniteRowsOfItsShape() {
        var prediction = fit().forecast(WAVES, 25);
        var mean = prediction.mean();
        assertThat(mean.size()).isEqualTo(25);
        assertThat(mean.dimension()).isEqualTo(2);
        assertThat(mean.names()).isEqualTo(WAVES.names());
        assertThat(mean.start()).isEqualTo(WAVES.time(WAVES.size()));
        assertThat(mean.step()).isEqualTo(WAVES.step());
        for (double[] row : mean.values()) {
            assertThat(row).hasSize(2);
            assertThat(row[0]).isFinite();
            assertThat(row[1]).isFinite();
        }
    }

    @Test
    void deviationsArePositiveAndOfTheSameShape() {
        fit().forecast(WAVES, 10)
                .deviation()
                .ifPresent(deviation -> {
                    assertThat(deviation).hasNumberOfRows(10);
                    for (double[] row : deviation) {
                        assertThat(row[0]).isGreaterThanOrEqualTo(0).isFinite();
                    }
                });
    }

    @Test
    void sameSeedGivesTheSameForecastToTheBit() {
        assertThat(fit().forecast(WAVES, 20).mean().values())
                .isDeepEqualTo(fit().forecast(WAVES, 20).mean().values());
    }

    @Test
    void leavesItsInputsAlone() {
        var before = TestSeries.waves(400).values();
        fit().forecast(WAVES, 5);
        assertThat(WAVES.values()).isDeepEqualTo(before);
    }

    @Test
    void savedModelForecastsTheSameToTheBit() {
        var fitted = fit();
        var file = temporary.resolve("model.json");
        ModelFile.of(forecaster(), fitted, WAVES, 3, Map.of("name", "waves")).write(file);
        var read = ModelFile.read(file);
        assertThat(read.method()).isEqualTo(forecaster().name());
        assertThat(read.fitted().forecast(WAVES, 20).mean().values())
                .isDeepEqualTo(fitted.forecast(WAVES, 20).mean().values());
    }

    @Test
    void learnsFromSeveralPieces() {
        var pieces = List.of(WAVES.slice(0, 150), WAVES.slice(180, 400));
        assertThat(forecaster().fit(pieces, new Seeds(1)).forecast(WAVES, 3).mean().size())
                .isEqualTo(3);
    }

    @Test
    void isListedAndItsCandidatesBearItsName() {
        assertThat(Forecasters.named(forecaster().name()).getClass())
                .isEqualTo(forecaster().getClass());
        assertThat(forecaster().candidates())
                .isNotEmpty()
                .allMatch(c -> c.name().equals(forecaster().name()));
    }

    @Test
    void everySettingSaysWhatItMeans() {
        assertThat(Settings.of((Record) forecaster())).allMatch(s -> !s.description().isEmpty());
    }

    @Test
    void severalHistoriesGiveWhatEachGivesAlone() {
        var fitted = fit();
        var histories = List.of(WAVES, WAVES.slice(0, 333));
        var together = fitted.forecastAll(histories, 6);
        for (int i = 0; i < histories.size(); i++) {
            var alone = fitted.forecast(histories.get(i), 6).mean();
            assertThat(together.get(i).mean().start()).isEqualTo(alone.start());
            for (int k = 0; k < 6; k++) {
                // A batch may sum in another order, in 32 bits.
                assertThat(together.get(i).mean().values()[k])
                        .containsExactly(alone.values()[k], within(1e-4));
            }
        }
    }

    private FittedForecaster fit() {
        return forecaster().fit(List.of(WAVES), new Seeds(3));
    }
}
