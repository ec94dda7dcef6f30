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
import org.separatrix.learn.Precision;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Learns the density of the rows of a user's file and draws new ones.
///
/// A quarter of the rows is held out at random. Writes `samples.csv` and `model.safetensors`.
public final class FlowTool implements Tool<FlowTool.Settings> {

    /// What a user may set.
    ///
    /// @param model file of a trained flow to draw from; empty to train one
    /// @param samples rows to draw
    public record Settings(
            @Describe("file of a trained flow to draw from, empty to train") String model,
            @Describe(value = "rows to draw", min = 1, max = 10_000_000) int samples,
            @Describe(value = "units of a hidden layer", min = 1, max = 5000) int width,
            @Describe(value = "hidden layers", min = 1, max = 10) int depth,
            @Describe(value = "solver steps", min = 1, max = 10_000) int steps,
            @Describe("how the trace is computed in training")
                    ContinuousNormalizingFlow.Trace trace,
            @Describe(value = "points an update", min = 1, max = 1_000_000) int batch,
            @Describe(value = "number of updates", min = 1, max = 10_000_000) int updates,
            @Describe(value = "learning rate at the start", min = 1e-12, max = 1) double rate,
            @Describe("width of the numbers") Precision precision) {

        ContinuousNormalizingFlow.Settings flow() {
            return new ContinuousNormalizingFlow.Settings(
                    width, depth, steps, trace, batch, updates, rate, precision);
        }
    }

    @Override
    public String name() {
        return "flow";
    }

    @Override
    public String purpose() {
        return "learn the density of rows by a continuous normalising flow and draw new ones";
    }

    @Override
    public Settings defaults() {
        var m = ContinuousNormalizingFlow.Settings.DEFAULT;
        return new Settings(
                "",
                1000,
                m.width(),
                m.depth(),
                m.steps(),
                m.trace(),
                m.batch(),
                m.updates(),
                m.rate(),
                m.precision());
    }

    @Override
    public Report apply(Settings settings, Optional<Dataset> data, Run run) {
        var rows = rows(data.orElseThrow());
        if (rows.size() < 8) {
            throw new LabException("a density needs at least 8 complete rows, got " + rows.size());
        }
        var random = run.seeds().of("split");
        for (int i = rows.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            rows.set(j, rows.set(i, rows.get(j)));
        }
        int held = rows.size() / 4;
        var test = rows.subList(0, held).toArray(double[][]::new);
        var training = rows.subList(held, rows.size()).toArray(double[][]::new);
        var channels = data.get().channels();
        try (var flow =
                settings.model().isEmpty()
                        ? ContinuousNormalizingFlow.fit(
                                training, settings.flow(), run.seeds(), LawFit.watch(run))
                        : ContinuousNormalizingFlow.load(Path.of(settings.model()))) {
            if (flow.dimension() != channels.size()) {
                throw new LabException(
                        "%s has %d channels, the data have %d"
                                .formatted(settings.model(), flow.dimension(), channels.size()));
            }
            flow.save(run.folder().resolve("model.safetensors"));
            var drawn = flow.sample(settings.samples(), run.seeds());
            RunStore.write(run.folder().resolve("samples.csv"), csv(drawn, channels));
            double seen = mean(flow.logDensity(training));
            double unseen = mean(flow.logDensity(test));
            var history = flow.history();
            var report =
                    Report.titled("Density by a continuous normalising flow")
                            .summary(
                                    "%d rows. Log-likelihood a row: %s nats on those trained on, %s on %d held out. %d new rows in samples.csv, the model in model.safetensors."
                                            .formatted(
                                                    rows.size(),
                                                    Claim.number(seen),
                                                    Claim.number(unseen),
                                                    held,
                                                    settings.samples()));
            report.section(
                    "Training",
                    new Block.LinePlot(
                            "Loss while it trains",
                            Block.Axes.linear("update", "nats"),
                            List.of(Block.Series.of("training", history.steps(), history.losses())),
                            List.of()));
            return report.build();
        }
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /// Rows without a gap.
    private static List<double[]> rows(Dataset data) {
        var rows = new ArrayList<double[]>();
        int channels = data.channels().size();
        for (var one : data.trajectories()) {
            for (int i = 0; i < one.size(); i++) {
                var row = new double[channels];
                boolean whole = true;
                for (int c = 0; c < channels; c++) {
                    row[c] = one.state(i, c);
                    whole &= Double.isFinite(row[c]);
                }
                if (whole) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private static String csv(double[][] rows, List<String> channels) {
        var text = new StringBuilder(String.join(",", channels)).append('\n');
        for (var row : rows) {
            for (int c = 0; c < row.length; c++) {
                text.append(c == 0 ? "" : ",").append(String.format(Locale.ROOT, "%.9g", row[c]));
            }
            text.append('\n');
        }
        return text.toString();
    }
}
