package org.separatrix.forecast.neural;

import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.RunStore;
import org.separatrix.lab.Tool;
import org.separatrix.lab.data.Dataset;
import org.separatrix.learn.solve.ControlPath.Interpolation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Classifies the series of a user's file: `--group` tells them apart, one column holds the class.
///
/// Writes `predictions.csv`: the probability of each class for each series, and whether it was held
/// out.
public final class CdeTool implements Tool<CdeTool.Settings> {

    /// What a user may set.
    ///
    /// @param label column that holds the class of a series, a whole number from 0
    /// @param heldOut share of the series that is not trained on
    public record Settings(
            @Describe("column that holds the class, whole numbers from 0") String label,
            @Describe(value = "share of series held out", min = 0, max = 0.9) double heldOut,
            @Describe(value = "components of the state", min = 1, max = 1000) int hidden,
            @Describe(value = "units of the hidden layer", min = 1, max = 5000) int width,
            @Describe("multiply the field by gates of the state") boolean gated,
            @Describe("interpolation of the data") Interpolation interpolation,
            @Describe(value = "solver steps over a series", min = 1, max = 100_000) int steps,
            @Describe(value = "series an update", min = 1, max = 100_000) int batch,
            @Describe(value = "number of updates", min = 1, max = 10_000_000) int updates,
            @Describe(value = "learning rate", min = 1e-12, max = 1) double rate) {

        NeuralCde.Settings model() {
            return new NeuralCde.Settings(
                    hidden, width, gated, interpolation, steps, batch, updates, rate);
        }
    }

    @Override
    public String name() {
        return "neural-cde";
    }

    @Override
    public String purpose() {
        return "classify irregular series: --group names the column that tells them apart, -s"
                + " label=COLUMN the class";
    }

    @Override
    public Settings defaults() {
        return new Settings("label", 0.25, 8, 128, false, Interpolation.HERMITE, 50, 32, 100, 1e-2);
    }

    @Override
    public Report apply(Settings settings, Optional<Dataset> data, Run run) {
        var table = Labelled.of(data.orElseThrow(), settings.label());
        int count = table.values().length;
        var order = shuffled(count, run);
        int held = (int) Math.round(settings.heldOut() * count);
        int[] training = Arrays.copyOfRange(order, held, count);
        int[] test = Arrays.copyOf(order, held);
        if (training.length < 2) {
            throw new LabException(
                    "%d series are too few to hold out %d; lower -s held-out"
                            .formatted(count, held));
        }
        try (var model =
                NeuralCde.fit(
                        table.times(),
                        pick(table.values(), training),
                        pick(table.labels(), training),
                        settings.model(),
                        run.seeds(),
                        (done, total, loss) -> {
                            run.progress().update(done, total, "loss " + Claim.number(loss));
                            return !run.cancelled().getAsBoolean();
                        })) {
            double seen =
                    model.accuracy(
                            table.times(),
                            pick(table.values(), training),
                            pick(table.labels(), training));
            double unseen =
                    held == 0
                            ? Double.NaN
                            : model.accuracy(
                                    table.times(),
                                    pick(table.values(), test),
                                    pick(table.labels(), test));
            var probabilities = model.probabilities(table.times(), table.values());
            write(run, table, probabilities, order, held);
            var history = model.history();
            return Report.titled("Classification of series by a neural CDE")
                    .summary(
                            "%d series at %d times, %d classes. Accuracy %s on the series trained on, %s on %d held out. predictions.csv holds every series."
                                    .formatted(
                                            count,
                                            table.times().length,
                                            probabilities[0].length,
                                            Claim.number(seen),
                                            held == 0 ? "not measured" : Claim.number(unseen),
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

    private static double[][][] pick(double[][][] values, int[] rows) {
        return Arrays.stream(rows).mapToObj(i -> values[i]).toArray(double[][][]::new);
    }

    private static int[] pick(int[] labels, int[] rows) {
        return Arrays.stream(rows).map(i -> labels[i]).toArray();
    }

    private static void write(
            Run run, Labelled table, double[][] probabilities, int[] order, int held) {
        var isHeld = new boolean[order.length];
        for (int i = 0; i < held; i++) {
            isHeld[order[i]] = true;
        }
        var text = new StringBuilder("series,label,held_out");
        for (int c = 0; c < probabilities[0].length; c++) {
            text.append(",p").append(c);
        }
        text.append('\n');
        for (int i = 0; i < probabilities.length; i++) {
            text.append(i).append(',').append(table.labels()[i]).append(',').append(isHeld[i]);
            for (double p : probabilities[i]) {
                text.append(String.format(Locale.ROOT, ",%.6f", p));
            }
            text.append('\n');
        }
        RunStore.write(run.folder().resolve("predictions.csv"), text.toString());
    }

    /// Series on the union of their times, with their classes.
    private record Labelled(double[] times, double[][][] values, int[] labels) {

        static Labelled of(Dataset data, String label) {
            int column = data.channels().indexOf(label);
            if (column < 0) {
                throw new LabException(
                        "no column '%s' with the class; there are %s. Name it with -s label=COLUMN"
                                .formatted(label, String.join(", ", data.channels())));
            }
            var table = SeriesTable.of(data);
            int series = table.values().length;
            int channels = data.channels().size() - 1;
            var values = new double[series][table.times().length][channels];
            var labels = new int[series];
            for (int b = 0; b < series; b++) {
                for (int i = 0; i < values[b].length; i++) {
                    int c = 0;
                    for (int j = 0; j <= channels; j++) {
                        if (j != column) {
                            values[b][i][c++] = table.values()[b][i][j];
                        }
                    }
                }
                var trajectory = data.trajectories().get(b);
                for (int i = 0; i < trajectory.size(); i++) {
                    labels[b] = label(trajectory.state(i, column), labels[b], i, b);
                }
            }
            return new Labelled(table.times(), values, labels);
        }

        private static int label(double value, int before, int row, int series) {
            if (value < 0 || value != Math.rint(value) || value > 10_000) {
                throw new LabException(
                        "series %d, row %d: the class must be a whole number from 0, got %s"
                                .formatted(series, row, value));
            }
            if (row > 0 && (int) value != before) {
                throw new LabException(
                        "series %d changes its class from %d to %d in row %d"
                                .formatted(series, before, (int) value, row));
            }
            return (int) value;
        }
    }
}
