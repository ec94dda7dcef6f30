package org.separatrix.forecast.neural;

import org.separatrix.lab.Describe;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.Tool;
import org.separatrix.lab.data.Dataset;
import org.separatrix.learn.Precision;

import java.util.Optional;

/// Learns the law of a user's series and draws new ones; `--group` tells the series apart.
public final class MatchedSdeTool implements Tool<MatchedSdeTool.Settings> {

    /// What a user may set.
    ///
    /// @param model file of a trained law to draw from; empty to train one
    /// @param samples paths to draw
    public record Settings(
            @Describe("file of a trained law to draw from, empty to train") String model,
            @Describe(value = "paths to draw", min = 1, max = 10_000_000) int samples,
            @Describe("what the laws are compared by") MatchedSde.Objective objective,
            @Describe(value = "components of the hidden state", min = 1, max = 1000) int hidden,
            @Describe(value = "units of the hidden layers", min = 1, max = 5000) int width,
            @Describe(value = "hidden layers", min = 1, max = 10) int depth,
            @Describe(value = "components of the Brownian motion", min = 1, max = 100) int noises,
            @Describe(value = "normal numbers at the start", min = 1, max = 100) int initialNoises,
            @Describe(value = "solver steps between samples", min = 1, max = 1000) int steps,
            @Describe(value = "paths an update", min = 2, max = 100_000) int batch,
            @Describe(value = "number of updates", min = 1, max = 10_000_000) int updates,
            @Describe(value = "learning rate", min = 1e-12, max = 1) double rate,
            @Describe("width of the numbers") Precision precision) {

        MatchedSde.Settings law() {
            return new MatchedSde.Settings(
                    objective(),
                    hidden(),
                    width(),
                    depth(),
                    noises(),
                    initialNoises(),
                    steps(),
                    batch(),
                    updates(),
                    rate(),
                    precision());
        }
    }

    @Override
    public String name() {
        return MatchedSde.NAME;
    }

    @Override
    public String purpose() {
        return "learn a law of series by distances of laws, draw new ones; --group tells series"
                + " apart";
    }

    @Override
    public Settings defaults() {
        var law = MatchedSde.Settings.DEFAULT;
        return new Settings(
                "",
                1000,
                law.objective(),
                law.hidden(),
                law.width(),
                law.depth(),
                law.noises(),
                law.initialNoises(),
                law.steps(),
                law.batch(),
                law.updates(),
                law.rate(),
                law.precision());
    }

    @Override
    public Report apply(Settings settings, Optional<Dataset> data, Run run) {
        return LawFit.report(
                "A stochastic equation learned by matching",
                data.orElseThrow(),
                settings.model(),
                settings.samples(),
                (times, series, watch) ->
                        MatchedSde.fit(times, series, settings.law(), run.seeds(), watch),
                MatchedSde::load,
                run);
    }
}
