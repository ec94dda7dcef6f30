package org.separatrix.forecast.neural;

import org.separatrix.lab.Describe;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.Tool;
import org.separatrix.lab.data.Dataset;
import org.separatrix.learn.Precision;

import java.util.Optional;

/// Learns the law of a user's series and draws new ones; `--group` tells the series apart.
public final class LatentSdeTool implements Tool<LatentSdeTool.Settings> {

    /// What a user may set.
    ///
    /// @param model file of a trained law to draw from; empty to train one
    /// @param samples paths to draw
    public record Settings(
            @Describe("file of a trained law to draw from, empty to train") String model,
            @Describe(value = "paths to draw", min = 1, max = 10_000_000) int samples,
            @Describe(value = "components of the hidden state", min = 1, max = 1000) int latent,
            @Describe(value = "units of the network that reads the data", min = 1, max = 5000)
                    int context,
            @Describe(value = "units of the hidden layers", min = 1, max = 5000) int width,
            @Describe(value = "deviation of samples about the path", min = 1e-6, max = 10)
                    double noise,
            @Describe(value = "solver steps between samples", min = 1, max = 1000) int steps,
            @Describe(value = "series an update", min = 1, max = 100_000) int batch,
            @Describe(value = "number of updates", min = 1, max = 10_000_000) int updates,
            @Describe(value = "learning rate", min = 1e-12, max = 1) double rate,
            @Describe("width of the numbers") Precision precision) {

        LatentSde.Settings law() {
            return new LatentSde.Settings(
                    latent, context, width, noise, steps, batch, updates, rate, precision);
        }
    }

    @Override
    public String name() {
        return LatentSde.NAME;
    }

    @Override
    public String purpose() {
        return "learn a law of noisy series by inference and draw new ones; --group tells series"
                + " apart";
    }

    @Override
    public Settings defaults() {
        var law = LatentSde.Settings.DEFAULT;
        return new Settings(
                "",
                1000,
                law.latent(),
                law.context(),
                law.width(),
                law.noise(),
                law.steps(),
                law.batch(),
                law.updates(),
                law.rate(),
                law.precision());
    }

    @Override
    public Report apply(Settings settings, Optional<Dataset> data, Run run) {
        return LawFit.report(
                "A latent stochastic equation",
                data.orElseThrow(),
                settings.model(),
                settings.samples(),
                (times, series, watch) ->
                        LatentSde.fit(times, series, settings.law(), run.seeds(), watch),
                LatentSde::load,
                run);
    }
}
