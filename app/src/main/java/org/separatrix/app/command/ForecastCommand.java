package org.separatrix.app.command;

import org.jspecify.annotations.Nullable;
import org.separatrix.app.Main;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.files.TrajectoryFiles;
import org.separatrix.forecast.Backtest;
import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Forecasters;
import org.separatrix.forecast.ModelFile;
import org.separatrix.forecast.Tuning;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;
import org.separatrix.lab.report.Picture;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Forecasts with a fitted model, or fits one on the way.
@Command(
        name = "forecast",
        mixinStandardHelpOptions = true,
        description = {
            "Continue your data.",
            "",
            "  separatrix forecast --model model.json --steps 200 --output next.csv",
            "  separatrix forecast --model model.json --data newer.csv --steps 50",
            "  separatrix forecast --method nvar --data my.csv --time t --steps 100 --picture"
                    + " next.png",
            "",
            "Columns NAME, and where the method knows its error NAME_low and NAME_high (a 90 %%"
                    + " interval). --backtest gives every method an interval, from its errors on"
                    + " the last third of your data."
        })
public final class ForecastCommand implements Callable<Integer> {

    private static final int MOST_ORIGINS = 10_000;
    private static final double LOW = 0.05;
    private static final double HIGH = 0.95;

    private final Main main;

    @Option(names = "--model", paramLabel = "FILE", description = "A model that 'fit' saved.")
    private @Nullable Path model;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            completionCandidates = ModelNames.class,
            description = "Fit this forecaster to --data first, tuned.")
    private @Nullable String method;

    @Mixin private DataOptions data = new DataOptions();

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Rows to forecast (default: ${DEFAULT-VALUE}).")
    private int steps = 100;

    @Option(
            names = "--backtest",
            paramLabel = "N",
            description =
                    "Forecast the last third of the data from N places first: scores, and intervals"
                            + " from the errors. With --method.")
    private int backtest;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write the forecast to a file instead of printing it.")
    private @Nullable Path output;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Draw history and forecast to a .png or .svg file.")
    private @Nullable Path picture;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Root of all random choices (default: 0).")
    private long seed;

    @Mixin private JsonOption json = new JsonOption();

    public ForecastCommand(Main main) {
        this.main = main;
    }

    @Override
    public Integer call() {
        if (steps < 1 || steps > 10_000_000) {
            throw new LabException("--steps must lie in 1..10000000, got " + steps);
        }
        if (backtest < 0 || backtest == 1 || backtest > MOST_ORIGINS) {
            throw new LabException(
                    "--backtest must lie in 2..%d, got %d".formatted(MOST_ORIGINS, backtest));
        }
        Segment history;
        FittedForecaster fitted;
        Optional<Backtest> tested = Optional.empty();
        if (model != null) {
            if (backtest > 0) {
                throw new LabException(
                        "--backtest fits anew on a part of the data: give --method NAME instead of"
                                + " --model");
            }
            var file = ModelFile.read(model);
            fitted = file.fitted();
            history = data.given() ? history(file, fitted) : file.tail();
        } else if (method != null) {
            Forecaster forecaster = Forecasters.named(method);
            var pieces = data.read(main).regular(forecaster.shortest());
            forecaster =
                    Tuning.choose(forecaster, pieces, Math.min(steps, 20), 4, new Seeds(seed))
                            .forecaster();
            int shortest = forecaster.shortest();
            var usable = pieces.stream().filter(p -> p.size() >= shortest).toList();
            history = usable.getLast();
            if (backtest > 0) {
                tested = Optional.of(tested(forecaster, history));
            }
            fitted = forecaster.fit(usable, new Seeds(seed));
        } else {
            throw new LabException("give --model FILE, or --method NAME with --data FILE");
        }
        var point = fitted.forecast(history, steps);
        var prediction = tested.map(t -> t.around(point)).orElse(point);
        answer(prediction);
        if (picture != null) {
            draw(picture, history, prediction);
        }
        return 0;
    }

    private Backtest tested(Forecaster forecaster, Segment history) {
        var result = Backtest.of(forecaster, history, steps, backtest, new Seeds(seed));
        main.terminal()
                .err()
                .println(
                        "Backtest of %s, %d steps from %d places: error %s deviations, sMAPE %s%s."
                                .formatted(
                                        forecaster.name(),
                                        steps,
                                        backtest,
                                        Claim.number(result.nrmse()),
                                        Claim.number(result.smape()),
                                        result.lost() > 0
                                                ? ", %d left the finite numbers"
                                                        .formatted(result.lost())
                                                : ""));
        return result;
    }

    private Segment history(ModelFile file, FittedForecaster fitted) {
        var history = data.read(main).regular(fitted.context()).getLast();
        if (!history.names().equals(file.channels())) {
            throw new LabException(
                    "the model was fitted on channels %s, the data have %s; choose them with --columns"
                            .formatted(file.channels(), history.names()));
        }
        double step = file.tail().step();
        if (Math.abs(history.step() - step) > 1e-3 * step) {
            throw new LabException(
                    "the model was fitted on rows %s apart, these are %s apart"
                            .formatted(step, history.step()));
        }
        return history;
    }

    private void answer(Prediction prediction) {
        var names = new ArrayList<String>();
        var columns = new ArrayList<double[][]>();
        var at = new ArrayList<Integer>();
        Optional<double[][]> low = prediction.quantile(LOW);
        Optional<double[][]> high = prediction.quantile(HIGH);
        var mean = prediction.mean();
        for (int j = 0; j < mean.dimension(); j++) {
            names.add(mean.names().get(j));
            columns.add(mean.values());
            at.add(j);
            if (low.isPresent() && high.isPresent()) {
                names.add(mean.names().get(j) + "_low");
                columns.add(low.get());
                at.add(j);
                names.add(mean.names().get(j) + "_high");
                columns.add(high.get());
                at.add(j);
            }
        }
        int n = mean.size();
        var times = new double[n];
        var values = new double[n * names.size()];
        for (int i = 0; i < n; i++) {
            times[i] = mean.time(i);
            for (int k = 0; k < names.size(); k++) {
                values[i * names.size() + k] = columns.get(k)[i][at.get(k)];
            }
        }
        var table = new Trajectory(times, values, names);
        if (json.wanted()) {
            var answer = new LinkedHashMap<String, Object>();
            answer.put("names", names);
            answer.put("times", times);
            answer.put("states", Rows.of(table));
            JsonOption.print(main.terminal().out(), answer);
        } else if (output != null) {
            TrajectoryFiles.write(output, table);
            main.terminal().out().println("Wrote %d rows to %s.".formatted(n, output));
        } else {
            Rows.print(main.terminal().out(), table);
        }
    }

    private static void draw(Path file, Segment history, Prediction prediction) {
        var figures = new ArrayList<Block>();
        int from = Math.max(0, history.size() - 3 * prediction.mean().size());
        for (int j = 0; j < Math.min(4, history.dimension()); j++) {
            var series = new ArrayList<Block.Series>();
            var past = history.slice(from, history.size());
            series.add(new Block.Series("history", times(past), past.column(j), true));
            series.add(
                    Block.Series.of(
                            "forecast", times(prediction.mean()), prediction.mean().column(j)));
            band(series, prediction, j, LOW, "5 %");
            band(series, prediction, j, HIGH, "95 %");
            String name = history.names().get(j);
            figures.add(
                    new Block.LinePlot(name, Block.Axes.linear("time", name), series, List.of()));
        }
        Picture.write(file, figures, 1, 900, 260);
    }

    private static void band(
            List<Block.Series> series, Prediction prediction, int j, double p, String name) {
        prediction
                .quantile(p)
                .ifPresent(values -> {
                    var column = new double[values.length];
                    for (int i = 0; i < column.length; i++) {
                        column[i] = values[i][j];
                    }
                    series.add(Block.Series.of(name, times(prediction.mean()), column));
                });
    }

    private static double[] times(Segment segment) {
        var times = new double[segment.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = segment.time(i);
        }
        return times;
    }
}
