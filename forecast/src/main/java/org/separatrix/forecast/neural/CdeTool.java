package org.separatrix.forecast.neural;

import org.jspecify.annotations.Nullable;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.RunStore;
import org.separatrix.lab.Tool;
import org.separatrix.lab.data.Dataset;
import org.separatrix.learn.Precision;
import org.separatrix.learn.solve.ControlPath.Interpolation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Classifies the series of a user's file: `--group` tells them apart, one column holds the class.
///
/// Writes `predictions.csv`, the probability of each class for each series, and
/// `model.safetensors`. A model of an earlier run reads series of a second file, which need no
/// column with the class.
public final class CdeTool implements Tool<CdeTool.Settings> {

    /// What a user may set.
    ///
    /// @param model file of a trained classifier to use; empty to train one
    /// @param label column that holds the class of a series, a whole number from 0
    /// @param heldOut share of the series that is not trained on
    public record Settings(
            @Describe("file of a trained classifier to use, empty to train") String model,
            @Describe("column that holds the class, whole numbers from 0") String label,
            @Describe(value = "share of series held out", min = 0, max = 0.9) double heldOut,
            @Describe(value = "components of the state", min = 1, max = 1000) int hidden,
            @Describe(value = "units of the hidden layer", min = 1, max = 5000) int width,
            @Describe(value = "controlled equations on top of each other", min = 1, max = 20)
                    int layers,
            @Describe("multiply the field by gates of the state") boolean gated,
            @Describe("interpolation of the data") Interpolation interpolation,
            @Describe(value = "solver steps over a series", min = 1, max = 100_000) int steps,
            @Describe(value = "series an update", min = 1, max = 100_000) int batch,
            @Describe(value = "number of updates", min = 1, max = 10_000_000) int updates,
            @Describe(value = "learning rate", min = 1e-12, max = 1) double rate,
            @Describe("width of the numbers") Precision precision) {

        NeuralCde.Settings network() {
            return new NeuralCde.Settings(
                    hidden,
                    width,
                    layers,
                    gated,
                    interpolation,
                    steps,
                    batch,
                    updates,
                    rate,
                    precision);
        }
    }

    @Override
    public String name() {
        return NeuralCde.NAME;
    }

    @Override
    public String purpose() {
        return "classify irregular series: --group names the column that tells them apart, -s"
                + " label=COLUMN the class";
    }

    @Override
    public Settings defaults() {
        var m = NeuralCde.Settings.DEFAULT;
        return new Settings(
                "",
                "label",
                0.25,
                m.hidden(),
                m.width(),
                m.layers(),
                m.gated(),
                m.interpolation(),
                m.steps(),
                m.batch(),
                m.updates(),
                m.rate(),
                m.precision());
    }

    @Override
    public Report apply(Settings settings, Optional<Dataset> data, Run run) {
        return settings.model().isEmpty()
                ? train(settings, LabelledSeries.of(data.orElseThrow(), settings.label()), run)
                : use(settings, data.orElseThrow(), run);
    }

    private static Report train(Settings settings, LabelledSeries series, Run run) {
        int count = series.count();
        var order = shuffled(count, run);
        int held = (int) Math.round(settings.heldOut() * count);
        if (count - held < 2) {
            throw new LabException(
                    "%d series are too few to hold out %d; lower -s held-out"
                            .formatted(count, held));
        }
        var training = series.pick(Arrays.copyOfRange(order, held, count));
        var test = series.pick(Arrays.copyOf(order, held));
        try (var model =
                NeuralCde.fit(
                        training.times(),
                        training.values(),
                        training.labels(),
                        settings.network(),
                        run.seeds(),
                        LawFit.watch(run))) {
            model.save(run.folder().resolve("model.safetensors"));
            double seen = accuracy(model, training);
            var probabilities = model.probabilities(series.times(), series.values());
            var isHeld = new boolean[count];
            for (int i = 0; i < held; i++) {
                isHeld[order[i]] = true;
            }
            write(run, series, probabilities, isHeld);
            var history = model.history();
            return Report.titled("Classification of series by a neural CDE")
                    .summary(
                            "%d series at %d times, %d classes. Accuracy %s on the series trained on, %s on %d held out. predictions.csv holds every series, model.safetensors the model."
                                    .formatted(
                                            count,
                                            series.times().length,
                                            model.classes(),
                                            Claim.number(seen),
                                            held == 0
                                                    ? "not measured"
                                                    : Claim.number(accuracy(model, test)),
                                            held))
                    .section(
                            "Training",
                            new Block.LinePlot(
                                    "Loss while it trains",
                                    Block.Axes.logarithmic("update", "cross-entropy"),
                                    List.of(
                                            Block.Series.of(
                                                    "training", history.steps(), history.losses())),
                                    List.of()))
                    .build();
        }
    }

    /// Reads series with a model of an earlier run.
    private static Report use(Settings settings, Dataset data, Run run) {
        boolean known = data.channels().contains(settings.label());
        var series =
                known ? LabelledSeries.of(data, settings.label()) : LabelledSeries.unlabelled(data);
        try (var model = NeuralCde.load(Path.of(settings.model()))) {
            if (model.channels() != series.values()[0][0].length) {
                throw new LabException(
                        "%s reads %d channels, the data have %d%s"
                                .formatted(
                                        settings.model(),
                                        model.channels(),
                                        series.values()[0][0].length,
                                        known
                                                ? ""
                                                : "; a column with the class is named with -s"
                                                        + " label=COLUMN"));
            }
            model.save(run.folder().resolve("model.safetensors"));
            var probabilities = model.probabilities(series.times(), series.values());
            write(run, series, probabilities, null);
            var counts = new int[model.classes()];
            for (var row : probabilities) {
                counts[CrossEntropy.mostProbable(row)]++;
            }
            var rows = new ArrayList<List<String>>();
            for (int c = 0; c < counts.length; c++) {
                rows.add(List.of(Integer.toString(c), Integer.toString(counts[c])));
            }
            return Report.titled("Series read by a neural CDE")
                    .summary(
                            "%d series at %d times, read by %s. Accuracy %s. predictions.csv holds every series."
                                    .formatted(
                                            series.count(),
                                            series.times().length,
                                            settings.model(),
                                            known
                                                    ? Claim.number(
                                                            CrossEntropy.accuracy(
                                                                    probabilities, series.labels()))
                                                    : "not measured: no column '%s'"
                                                            .formatted(settings.label())))
                    .section(
                            "Classes",
                            new Block.Table(
                                    "Series of each class",
                                    List.of("class", "series found in it"),
                                    rows))
                    .build();
        }
    }

    private static double accuracy(NeuralCde model, LabelledSeries series) {
        return model.accuracy(series.times(), series.values(), series.labels());
    }

    private static int[] shuffled(int count, Run run) {
        var random = run.seeds().of("split");
        var order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /// @param held which series were not trained on, null if none was
    private static void write(
            Run run, LabelledSeries series, double[][] probabilities, boolean @Nullable [] held) {
        boolean labelled = series.labels().length > 0;
        var text = new StringBuilder("series");
        text.append(labelled ? ",label" : "").append(held == null ? "" : ",held_out");
        for (int c = 0; c < probabilities[0].length; c++) {
            text.append(",p").append(c);
        }
        text.append('\n');
        for (int i = 0; i < probabilities.length; i++) {
            text.append(i);
            if (labelled) {
                text.append(',').append(series.labels()[i]);
            }
            if (held != null) {
                text.append(',').append(held[i]);
            }
            for (double p : probabilities[i]) {
                text.append(String.format(Locale.ROOT, ",%.6f", p));
            }
            text.append('\n');
        }
        RunStore.write(run.folder().resolve("predictions.csv"), text.toString());
    }
}
