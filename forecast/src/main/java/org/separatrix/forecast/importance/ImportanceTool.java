package org.separatrix.forecast.importance;

import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.forecast.importance.ImportanceSampler.Sampling;
import org.separatrix.forecast.importance.ImportanceSampler.Trained;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.RunStore;
import org.separatrix.lab.Tool;
import org.separatrix.lab.data.Dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/// Trains a forecaster of a system given by its equations, on data simulated where it errs.
///
/// Writes `model.safetensors` and `forecast.csv`.
public final class ImportanceTool implements Tool<ImportanceToolSettings> {

    @Override
    public String name() {
        return "importance-sampling";
    }

    @Override
    public String purpose() {
        return "a forecaster of your equations, trained on data simulated where it errs: -s"
                + " system=NAME or FILE";
    }

    @Override
    public ImportanceToolSettings defaults() {
        var d = ImportanceSettings.DEFAULT;
        return new ImportanceToolSettings(
                "Lorenz",
                "",
                100,
                1000,
                200,
                d.hidden(),
                d.window(),
                d.epochs(),
                d.rounds(),
                d.roundEpochs(),
                d.trajectories(),
                d.length(),
                d.batch(),
                d.rate(),
                false);
    }

    @Override
    public boolean needsData() {
        return false;
    }

    @Override
    public Report apply(ImportanceToolSettings settings, Optional<Dataset> data, Run run) {
        var system = Catalog.resolve(settings.system());
        var reference =
                Reference.of(
                        system,
                        settings.pointsPerPeriod(),
                        settings.rows(),
                        settings.horizon(),
                        run.seeds().of("reference"));
        var states = system.system().states();
        var channels = channels(system, states, settings.channel());
        var names = channels.stream().map(states::get).toList();
        var sampler = new ImportanceSampler(reference, channels, settings.model());
        var ways = settings.controls() ? List.of(Sampling.values()) : List.of(Sampling.IMPORTANCE);
        var trained = new ArrayList<Trained>();
        for (var way : ways) {
            run.progress().update(trained.size(), ways.size(), way.text());
            trained.add(sampler.train(way, run.seeds().child("training"), run.cancelled()));
        }
        var best = trained.getLast();
        best.save(run.folder().resolve("model.safetensors"));
        RunStore.write(
                run.folder().resolve("forecast.csv"),
                csv(reference, names, sampler.truth(), best.forecast()));
        return Report.titled("Importance sampling of " + system.name())
                .summary(
                        "Forecast of %d rows: sMAPE %s (0 to 2) after %s s and %d windows. The model is in model.safetensors, the forecast in forecast.csv."
                                .formatted(
                                        settings.horizon(),
                                        Claim.number(best.smape()),
                                        Claim.number(best.seconds()),
                                        best.samples()))
                .section("Comparison", table(ways, trained))
                .section("Forecast", forecasts(reference, names, sampler.truth(), ways, trained))
                .section("Starts of the last round", starts(reference, best))
                .build();
    }

    private static List<Integer> channels(
            SystemDescription system, List<String> states, String channel) {
        if (channel.isEmpty()) {
            return IntStream.range(0, states.size()).boxed().toList();
        }
        int at = states.indexOf(channel);
        if (at < 0) {
            throw new LabException(
                    "%s has no state '%s'; there are %s"
                            .formatted(system.name(), channel, String.join(", ", states)));
        }
        return List.of(at);
    }

    private static Block table(List<Sampling> ways, List<Trained> trained) {
        var rows = new ArrayList<List<String>>();
        for (int k = 0; k < ways.size(); k++) {
            var one = trained.get(k);
            rows.add(
                    List.of(
                            ways.get(k).text(),
                            Claim.number(one.smape()),
                            Claim.number(one.seconds()),
                            Long.toString(one.samples())));
        }
        return new Block.Table(
                "", List.of("training", "sMAPE, 0 to 2", "seconds", "windows trained on"), rows);
    }

    private static Block forecasts(
            Reference reference,
            List<String> names,
            double[][] truth,
            List<Sampling> ways,
            List<Trained> trained) {
        double[] times = times(reference, truth.length);
        var series = new ArrayList<Block.Series>();
        series.add(Block.Series.of("truth", times, column(truth)));
        for (int k = 0; k < ways.size(); k++) {
            series.add(
                    Block.Series.of(ways.get(k).text(), times, column(trained.get(k).forecast())));
        }
        return new Block.LinePlot(
                names.getFirst() + ", forecast",
                Block.Axes.linear("t", names.getFirst()),
                series,
                List.of());
    }

    private static Block starts(Reference reference, Trained trained) {
        double[] chances = trained.chances();
        var times =
                IntStream.range(0, chances.length)
                        .mapToDouble(i -> reference.begin() + i * reference.step())
                        .toArray();
        return new Block.LinePlot(
                "Chance of each given row to be the start of a new trajectory",
                Block.Axes.linear("t", "chance"),
                List.of(Block.Series.of("chance", times, chances)),
                List.of());
    }

    private static double[] times(Reference reference, int rows) {
        double first = reference.begin() + reference.given().length * reference.step();
        return IntStream.range(0, rows).mapToDouble(i -> first + i * reference.step()).toArray();
    }

    private static double[] column(double[][] rows) {
        return IntStream.range(0, rows.length).mapToDouble(i -> rows[i][0]).toArray();
    }

    private static String csv(
            Reference reference, List<String> names, double[][] truth, double[][] said) {
        var text = new StringBuilder("t");
        names.forEach(n -> text.append(',').append(n).append(',').append(n).append("_forecast"));
        text.append('\n');
        double[] times = times(reference, truth.length);
        for (int i = 0; i < truth.length; i++) {
            text.append(String.format(Locale.ROOT, "%.9g", times[i]));
            for (int c = 0; c < names.size(); c++) {
                text.append(String.format(Locale.ROOT, ",%.9g,%.9g", truth[i][c], said[i][c]));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
