package org.separatrix.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.forecast.statistical.Arima;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;

import java.util.List;
import java.util.stream.IntStream;

class TuningTest {

    private static Segment ramp(int from, int to) {
        var values = new double[to - from][];
        for (int i = from; i < to; i++) {
            values[i - from] = new double[] {i};
        }
        return new Segment(from, 1, values, List.of("x"));
    }

    @Test
    void oneSplitTakesTheForecasterThatContinuesARamp() {
        var choice =
                Tuning.oneSplit(
                        List.of(new Naive(), new Climatology(), new LinearAutoregression(2, 1e-12)),
                        ramp(0, 60),
                        ramp(60, 72),
                        new Seeds(0));
        assertThat(choice.forecaster().name()).isEqualTo("linear");
        assertThat(choice.error()).isLessThan(1e-3);
    }

    @Test
    void oneSplitMeasuresStandardDeviationsAboutTheMean() {
        // The mean forecast is 0 in these units, and sMAPE(y, 0) = 200 whatever y.
        var choice =
                Tuning.oneSplit(
                        List.of(new Climatology()),
                        ramp(1000, 1060),
                        ramp(1060, 1070),
                        new Seeds(0));
        assertThat(choice.error()).isCloseTo(200, within(1e-6));
    }

    @Test
    void candidatesThatNeedMoreRowsArePassedOver() {
        var choice =
                Tuning.oneSplit(
                        List.of(new LinearAutoregression(50, 0), new Naive()),
                        ramp(0, 20),
                        ramp(20, 24),
                        new Seeds(0));
        assertThat(choice.forecaster()).isEqualTo(new Naive());
    }

    @Test
    void someCandidatesAreSpreadOverTheList() {
        List<Forecaster> five =
                IntStream.of(3, 5, 10, 25, 50)
                        .<Forecaster>mapToObj(p -> new Arima(p, 1, 0))
                        .toList();
        assertThat(Tuning.spread(five, 0)).isEqualTo(five);
        assertThat(Tuning.spread(five, 9)).isEqualTo(five);
        assertThat(Tuning.spread(five, 2)).containsExactly(five.get(1), five.get(3));
        assertThat(Tuning.spread(five, 1)).containsExactly(five.get(2));
    }
}
