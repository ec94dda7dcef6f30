package org.separatrix.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;

import java.util.List;

class BacktestTest {

    /// A random walk, of which the last value is the best forecast: its error after h steps is
    /// normal with variance h.
    private static Segment walk(int rows, int seed) {
        var random = new Seeds(seed).of("walk");
        var values = new double[rows][1];
        for (int i = 1; i < rows; i++) {
            values[i][0] = values[i - 1][0] + random.nextGaussian();
        }
        return new Segment(0, 1, values, List.of("x"));
    }

    @Test
    void intervalsOfARandomWalkWidenAsTheRootOfTime() {
        var series = walk(6000, 1);
        var backtest = Backtest.of(new Naive(), series, 16, 400, new Seeds(0));
        assertThat(backtest.errors()).hasDimensions(400, 16);
        assertThat(backtest.lost()).isZero();
        var forecast = new Naive().fit(List.of(series), new Seeds(0)).forecast(series, 16);
        var prediction = backtest.around(forecast);
        double[][] high = prediction.quantile(0.95).orElseThrow();
        double[][] low = prediction.quantile(0.05).orElseThrow();
        for (int h : new int[] {1, 4, 16}) {
            double width = 0.5 * (high[h - 1][0] - low[h - 1][0]);
            // 800 values give the quantile within a tenth; neighbours overlap little.
            assertThat(width).isCloseTo(1.645 * Math.sqrt(h), within(0.15 * 1.645 * Math.sqrt(h)));
            double middle = 0.5 * (high[h - 1][0] + low[h - 1][0]);
            assertThat(middle).isCloseTo(forecast.mean().values()[h - 1][0], within(1e-9));
        }
    }

    @Test
    void intervalsCoverWhatFollows() {
        int inside = 0;
        for (int trial = 0; trial < 200; trial++) {
            var all = walk(305, 100 + trial);
            var past = all.slice(0, 300);
            var backtest = Backtest.of(new Naive(), past, 5, 60, new Seeds(0));
            var prediction =
                    backtest.around(new Naive().fit(List.of(past), new Seeds(0)).forecast(past, 5));
            double truth = all.values()[302][0];
            inside +=
                    truth >= prediction.quantile(0.05).orElseThrow()[2][0]
                                    && truth <= prediction.quantile(0.95).orElseThrow()[2][0]
                            ? 1
                            : 0;
        }
        // 180 expected; three standard deviations of a binomial are 13, and few origins add some.
        assertThat(inside).isBetween(160, 198);
    }

    @Test
    void whatFollowsAnOriginIsNotSeen() {
        var series = walk(300, 3);
        var changed = series.values().clone();
        changed[299] = new double[] {1e6};
        var other = new Segment(0, 1, changed, List.of("x"));
        var linear = new LinearAutoregression(3, 1e-8);
        var a = Backtest.of(linear, series, 10, 5, new Seeds(0)).errors();
        var b = Backtest.of(linear, other, 10, 5, new Seeds(0)).errors();
        // Only the last row of the last forecast's truth has changed.
        assertThat(b[3]).isDeepEqualTo(a[3]);
        assertThat(b[4][8]).isEqualTo(a[4][8]);
        assertThat(b[4][9][0] - a[4][9][0]).isCloseTo(1e6 - series.values()[299][0], within(1e-6));
    }

    @Test
    void aForecastLongerThanTheBacktestIsRefused() {
        var series = walk(100, 1);
        var longer = new Naive().fit(List.of(series), new Seeds(0)).forecast(series, 6);
        var backtest = Backtest.of(new Naive(), series, 5, 4, new Seeds(0));
        assertThatThrownBy(() -> backtest.around(longer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the backtest is of 5 steps of 1 channels, the forecast of 6 of 1");
    }

    @Test
    void aSeriesTooShortIsRefused() {
        assertThatThrownBy(() -> Backtest.of(new Naive(), walk(20, 1), 15, 10, new Seeds(0)))
                .isInstanceOf(LabException.class)
                .hasMessage(
                        "a backtest of 15 steps from 10 origins leaves 0 rows to fit naive on,"
                                + " which needs 2; lower steps or origins, or give more data");
        assertThatThrownBy(() -> Backtest.of(new Naive(), walk(20, 1), 5, 1, new Seeds(0)))
                .isInstanceOf(LabException.class)
                .hasMessage("a backtest needs at least 2 origins, got 1");
    }
}
