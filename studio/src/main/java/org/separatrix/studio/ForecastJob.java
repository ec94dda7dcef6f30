package org.separatrix.studio;

import org.separatrix.forecast.Backtest;
import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.ModelFile;
import org.separatrix.forecast.Tuning;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Progress;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.data.Dataset;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Fits a forecaster to data, forecasts what comes next, and leaves the model in the run's folder.
///
/// @param tune whether settings are chosen by validation first
/// @param steps rows of the forecast
/// @param origins of a backtest on the last third, 0 for none
record ForecastJob(Forecaster chosen, Dataset data, boolean tune, int steps, int origins)
        implements Assignment.Body {

    /// The file of the model in the run's folder.
    static final String MODEL = "model.json";

    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;
    private static final int VALIDATED = 20;
    private static final int CHANNELS_SHOWN = 6;

    @Override
    public Report run(Run run) {
        var pieces = data.regular(chosen.shortest());
        var forecaster = chosen;
        var text = new ArrayList<String>();
        if (tune) {
            run.progress().update(0, 3, "choosing settings");
            var choice =
                    Stoppable.run(
                            run,
                            () ->
                                    Tuning.choose(
                                            chosen,
                                            pieces,
                                            Math.min(steps, VALIDATED),
                                            4,
                                            run.seeds()));
            forecaster = choice.forecaster();
            text.add(
                    "Validation error of the chosen settings: %s standard deviations."
                            .formatted(Claim.number(choice.error())));
        }
        run.check();
        int shortest = forecaster.shortest();
        var usable = pieces.stream().filter(p -> p.size() >= shortest).toList();
        var last = usable.getLast();
        Optional<Backtest> tested = Optional.empty();
        if (origins > 0) {
            run.progress().update(1, 3, "backtest");
            var tried = forecaster;
            var result =
                    Stoppable.run(run, () -> Backtest.of(tried, last, steps, origins, run.seeds()));
            text.add(
                    "Backtest, %d steps from %d places: error %s deviations, sMAPE %s, %d forecasts lost."
                            .formatted(
                                    steps,
                                    origins,
                                    Claim.number(result.nrmse()),
                                    Claim.number(result.smape()),
                                    result.lost()));
            tested = Optional.of(result);
        }
        run.check();
        run.progress().update(2, 3, "fit");
        // Training tells of its progress often, and ends where the listener ends it.
        var watched =
                new Progress() {
                    @Override
                    public void update(long done, long total, String message) {
                        run.check();
                        run.progress().update(done, total, message);
                    }

                    @Override
                    public void show(Supplier<? extends Block> picture) {
                        run.progress().show(picture);
                    }
                };
        var fitted = forecaster.fit(usable, run.seeds(), watched);
        ModelFile.of(forecaster, fitted, last, run.seed(), Map.of("name", data.name()))
                .write(run.folder().resolve(MODEL));
        text.add(
                0,
                "Fitted %s on %d rows."
                        .formatted(forecaster, usable.stream().mapToInt(Segment::size).sum()));
        return report(forecaster, text, last, forecast(fitted, last, tested));
    }

    private Prediction forecast(FittedForecaster fitted, Segment last, Optional<Backtest> tested) {
        var point = fitted.forecast(last, steps);
        return tested.map(t -> t.around(point)).orElse(point);
    }

    private Report report(
            Forecaster forecaster, List<String> text, Segment history, Prediction prediction) {
        var report =
                Report.titled(forecaster.name() + " on " + data.name())
                        .summary(String.join(" ", text));
        var figures = new ArrayList<Block>();
        for (int j = 0; j < Math.min(CHANNELS_SHOWN, history.dimension()); j++) {
            figures.add(figure(history, prediction, j));
        }
        return report.section("Forecast", figures).build();
    }

    private static Block figure(Segment history, Prediction prediction, int j) {
        int from = Math.max(0, history.size() - 3 * prediction.mean().size());
        var past = history.slice(from, history.size());
        var series = new ArrayList<Block.Series>();
        series.add(new Block.Series("history", times(past), past.column(j), true));
        series.add(
                Block.Series.of("forecast", times(prediction.mean()), prediction.mean().column(j)));
        for (double p : new double[] {LOW, HIGH}) {
            prediction
                    .quantile(p)
                    .ifPresent(values ->
                            series.add(
                                    Block.Series.of(
                                            Math.round(100 * p) + " %",
                                            times(prediction.mean()),
                                            column(values, j))));
        }
        String name = history.names().get(j);
        return new Block.LinePlot(name, Block.Axes.linear("time", name), series, List.of());
    }

    private static double[] times(Segment segment) {
        var times = new double[segment.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = segment.time(i);
        }
        return times;
    }

    private static double[] column(double[][] values, int j) {
        var column = new double[values.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = values[i][j];
        }
        return column;
    }
}
