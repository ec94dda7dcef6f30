package org.separatrix.forecast.neural;

import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.Seeds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Decaying oscillations seen at random times.
final class LatentCase implements NeuralCase {

    private static final int SERIES = 1000;
    private static final int SAMPLES = 20;

    /// Series at times of their own.
    record Data(double[][] times, double[][][] values) {}

    /// @param drawn one channel of some series drawn from the prior, at [#at]
    record Details(
            double[] steps, double[] losses, double[] at, double[][] drawn, double[][] truth) {}

    @Override
    public String name() {
        return "latent-ode";
    }

    @Override
    public List<String> variants() {
        return List.of("latent-ode", "vae-rnn");
    }

    @Override
    public int seeds(NeuralConfig config) {
        return Math.min(2, config.seeds());
    }

    /// `y' = [[-0.1, 1.3], [-1, -0.1]] y` from a normal start, at sorted uniform times in [0, 3].
    static Data oscillations(int series, RandomGenerator random) {
        var times = new double[series][SAMPLES];
        var values = new double[series][SAMPLES][];
        for (int b = 0; b < series; b++) {
            for (int i = 0; i < SAMPLES; i++) {
                times[b][i] = 3 * random.nextDouble();
            }
            Arrays.sort(times[b]);
            times[b][0] = 0;
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            for (int i = 0; i < SAMPLES; i++) {
                values[b][i] = solution(x, y, times[b][i]);
            }
        }
        return new Data(times, values);
    }

    /// A rotation at `sqrt(1.3)` with stretched axes, decaying at 0.1.
    private static double[] solution(double x, double y, double t) {
        double omega = Math.sqrt(1.3);
        double decay = Math.exp(-0.1 * t);
        double c = Math.cos(omega * t);
        double s = Math.sin(omega * t);
        return new double[] {
            decay * (x * c + 1.3 / omega * y * s), decay * (y * c - x / omega * s)
        };
    }

    @Override
    public Outcome run(String variant, NeuralConfig config, Seeds seeds, Keep keep) {
        var training = oscillations(SERIES, seeds.of("training"));
        var test = oscillations(200, seeds.of("test"));
        var decoder =
                variant.equals("vae-rnn")
                        ? LatentOde.Decoder.RECURRENT
                        : LatentOde.Decoder.EQUATION;
        var settings = LatentOde.Settings.DEFAULT.with(decoder);
        try (var model = LatentOde.fit(training.times(), training.values(), settings, seeds)) {
            var at = new double[61];
            Arrays.setAll(at, i -> 0.05 * i);
            var drawn = model.sample(5, at, seeds);
            var truth = new double[5][at.length];
            var curves = new double[5][at.length];
            var random = seeds.of("shown");
            for (int k = 0; k < 5; k++) {
                double x = random.nextGaussian();
                double y = random.nextGaussian();
                for (int i = 0; i < at.length; i++) {
                    curves[k][i] = drawn[k][i][0];
                    truth[k][i] = solution(x, y, at[i])[0];
                }
            }
            var losses = model.history().losses();
            return new Outcome(
                    Map.of(
                            "error", model.reconstructionError(test.times(), test.values()),
                            "first-loss", losses[0],
                            "last-loss", losses[losses.length - 1]),
                    new Details(model.history().steps(), losses, at, curves, truth));
        }
    }

    @Override
    public List<Claim> claims(CaseResults results) {
        return List.of(
                Claim.atMost(
                        "latent-ode",
                        "A latent ODE reconstructs unseen oscillations from 20 samples at random"
                            + " times: error at most a quarter of their deviation (the mean alone"
                            + " errs by 1).",
                        "Kidger 2021; the limit is ours",
                        0.25,
                        results.median("latent-ode", "error")));
    }

    @Override
    public Report.Section section(CaseResults results) {
        var details = results.details("latent-ode", Details.class);
        var series = new ArrayList<Block.Series>();
        for (int k = 0; k < details.drawn().length; k++) {
            series.add(Block.Series.of("drawn " + (k + 1), details.at(), details.drawn()[k]));
            series.add(new Block.Series("true " + (k + 1), details.at(), details.truth()[k], true));
        }
        return new Report.Section(
                "Latent equations",
                List.of(
                        new Block.Table(
                                "Reconstruction of unseen series, medians over the seeds",
                                List.of("decoder", "error in deviations", "minus the bound"),
                                variants().stream()
                                        .map(v ->
                                                List.of(
                                                        v,
                                                        Claim.number(results.median(v, "error")),
                                                        Claim.number(
                                                                results.median(v, "last-loss"))))
                                        .toList()),
                        new Block.LinePlot(
                                "Series drawn from the prior, and true ones",
                                Block.Axes.linear("time", "x"),
                                series,
                                List.of()),
                        new Block.LinePlot(
                                "Minus the bound while it trains",
                                Block.Axes.logarithmic("update", "nats a series, up to a constant"),
                                List.of(
                                        Block.Series.of(
                                                "bound", details.steps(), details.losses())),
                                List.of())));
    }
}
