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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Learns a latent equation from a user's irregular series and draws new ones; `--group` tells the
/// series apart.
///
/// All series need as many samples; their times may differ. The last quarter of them is held out.
/// Writes `samples.csv` and `model.safetensors`.
public final class LatentOdeTool implements Tool<LatentOdeTool.Settings> {

    /// What a user may set.
    ///
    /// @param model file of a trained model to draw from; empty to train one
    /// @param samples series to draw
    public record Settings(
            @Describe("file of a trained model to draw from, empty to train") String model,
            @Describe(value = "series to draw", min = 1, max = 10_000_000) int samples,
            @Describe("what carries the state between samples") LatentOde.Decoder decoder,
            @Describe(value = "components of the latent vector", min = 1, max = 1000) int latent,
            @Describe(value = "components of the equation", min = 1, max = 1000) int hidden,
            @Describe(value = "units of the hidden layers", min = 1, max = 5000) int width,
            @Describe(value = "hidden layers", min = 1, max = 10) int depth,
            @Describe(value = "deviation of the observations", min = 1e-6, max = 10) double noise,
            @Describe(value = "series an update", min = 1, max = 100_000) int batch,
            @Describe(value = "number of updates", min = 1, max = 10_000_000) int updates,
            @Describe(value = "learning rate", min = 1e-12, max = 1) double rate,
            @Describe("width of the numbers") Precision precision) {

        LatentOde.Settings network(double unit) {
            return new LatentOde.Settings(
                    decoder, latent, hidden, width, depth, noise, unit, batch, updates, rate,
                    precision);
        }
    }

    @Override
    public String name() {
        return "latent-ode";
    }

    @Override
    public String purpose() {
        return "learn a latent equation of series at uneven times, draw new ones; --group tells"
                + " series apart";
    }

    @Override
    public Settings defaults() {
        var m = LatentOde.Settings.DEFAULT;
        return new Settings(
                "",
                1000,
                m.decoder(),
                m.latent(),
                m.hidden(),
                m.width(),
                m.depth(),
                m.noise(),
                m.batch(),
                m.updates(),
                m.rate(),
                m.precision());
    }

    @Override
    public Report apply(Settings settings, Optional<Dataset> data, Run run) {
        var trajectories = data.orElseThrow().trajectories();
        if (trajectories.size() < 4) {
            throw new LabException(
                    "%d series are too few for a latent-ode; tell series apart with --group COLUMN"
                            .formatted(trajectories.size()));
        }
        var times = new double[trajectories.size()][];
        var values = new double[times.length][][];
        double longest = 0;
        for (int b = 0; b < times.length; b++) {
            var one = trajectories.get(b);
            times[b] = new double[one.size()];
            values[b] = new double[one.size()][];
            for (int i = 0; i < one.size(); i++) {
                times[b][i] = one.time(i) - one.time(0);
                values[b][i] = new double[data.get().channels().size()];
                for (int c = 0; c < values[b][i].length; c++) {
                    values[b][i][c] = one.state(i, c);
                }
                longest = Math.max(longest, times[b][i]);
            }
        }
        int held = Math.max(1, times.length / 4);
        int train = times.length - held;
        // Networks see times of order one, whatever the unit.
        double unit = Math.max(longest, Double.MIN_NORMAL) / times[0].length;
        try (var model =
                settings.model().isEmpty()
                        ? LatentOde.fit(
                                Arrays.copyOf(times, train),
                                Arrays.copyOf(values, train),
                                settings.network(unit),
                                run.seeds(),
                                LawFit.watch(run))
                        : LatentOde.load(Path.of(settings.model()))) {
            if (model.channels() != data.get().channels().size()) {
                throw new LabException(
                        "%s has %d channels, the data have %d"
                                .formatted(
                                        settings.model(),
                                        model.channels(),
                                        data.get().channels().size()));
            }
            model.save(run.folder().resolve("model.safetensors"));
            double error =
                    model.reconstructionError(
                            Arrays.copyOfRange(times, train, times.length),
                            Arrays.copyOfRange(values, train, times.length));
            var drawn = model.sample(settings.samples(), times[0], run.seeds());
            RunStore.write(
                    run.folder().resolve("samples.csv"),
                    LawFit.csv(times[0], drawn, data.get().channels()));
            var history = model.history();
            return Report.titled("A latent equation of irregular series")
                    .summary(
                            "%d series of %d samples. Those held out (%d) are reconstructed to %s of their deviation; %d new ones in samples.csv, the model in model.safetensors."
                                    .formatted(
                                            times.length,
                                            times[0].length,
                                            held,
                                            Claim.number(error),
                                            settings.samples()))
                    .section(
                            "Training",
                            new Block.LinePlot(
                                    "Bound while it trains",
                                    Block.Axes.logarithmic("update", "minus the bound"),
                                    List.of(
                                            Block.Series.of(
                                                    "training", history.steps(), history.losses())),
                                    List.of()))
                    .build();
        }
    }
}
