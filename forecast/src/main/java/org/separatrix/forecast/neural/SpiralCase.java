package org.separatrix.forecast.neural;

import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.network.GruCell;
import org.separatrix.learn.training.History;
import org.separatrix.learn.training.Watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Left-handed against right-handed spirals, whole and with half of the samples gone.
final class SpiralCase implements NeuralCase {

    private static final int SERIES = 256;
    private static final int SAMPLES = 100;
    private static final int RIVAL_UPDATES = 6;
    private static final double END = 4 * Math.PI;

    /// Series with their classes.
    record Data(double[] times, double[][][] values, int[] labels) {

        /// Samples of each series are lost independently; the first stays.
        Data thinned(double share, RandomGenerator random) {
            var kept = new double[values.length][times.length][];
            for (int b = 0; b < values.length; b++) {
                for (int i = 0; i < times.length; i++) {
                    boolean lost = i > 0 && random.nextDouble() < share;
                    kept[b][i] = lost ? new double[] {Double.NaN, Double.NaN} : values[b][i];
                }
            }
            return new Data(times, kept, labels);
        }
    }

    /// @param left first series
    /// @param right second series
    record Details(double[] steps, double[] losses, double[][] left, double[][] right) {}

    @Override
    public String name() {
        return "spirals";
    }

    @Override
    public List<String> variants() {
        return List.of(
                "cde",
                "gru",
                "cde-half",
                "small-half",
                "gated-half",
                "rde-half",
                "gru-half",
                "gru-ode-half",
                "residual-half");
    }

    @Override
    public int seeds(NeuralConfig config) {
        return config.seeds();
    }

    /// `exp(t A) x0` with `A = [[-0.3, 2], [-2, -0.3]]`: a shrinking rotation; every second one
    /// mirrored.
    static Data spirals(RandomGenerator random) {
        var times = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            times[i] = END * i / (SAMPLES - 1);
        }
        var values = new double[SERIES][SAMPLES][2];
        var labels = new int[SERIES];
        for (int b = 0; b < SERIES; b++) {
            double phase = 2 * Math.PI * random.nextDouble();
            labels[b] = b % 2;
            for (int i = 0; i < SAMPLES; i++) {
                double r = Math.exp(-0.3 * times[i]);
                double angle = phase - 2 * times[i];
                values[b][i][0] = (labels[b] == 0 ? 1 : -1) * r * Math.cos(angle);
                values[b][i][1] = r * Math.sin(angle);
            }
        }
        return new Data(times, values, labels);
    }

    @Override
    public Outcome run(String variant, NeuralConfig config, Seeds seeds, Keep keep) {
        var training = spirals(seeds.of("training"));
        var test = spirals(seeds.of("test"));
        if (variant.endsWith("half")) {
            training = training.thinned(0.5, seeds.of("training-gaps"));
            test = test.thinned(0.5, seeds.of("test-gaps"));
        }
        var d = NeuralCde.Settings.DEFAULT;
        var settings =
                d.sized(
                        d.hidden(),
                        variant.startsWith("small") ? 48 : d.width(),
                        1,
                        variant.startsWith("gated"));
        long start = System.nanoTime();
        var trained =
                variant.startsWith("rde")
                        ? logOde(training, test, seeds)
                        : isCde(variant)
                                ? controlled(training, test, settings, seeds)
                                : rival(reader(variant), training, test, settings, seeds);
        return new Outcome(
                Map.of(
                        "accuracy",
                        trained.accuracy(),
                        "parameters",
                        (double) trained.parameters(),
                        "training-seconds",
                        (System.nanoTime() - start) / 1e9),
                new Details(
                        trained.history().steps(),
                        trained.history().losses(),
                        spirals(seeds.of("test")).values()[0],
                        spirals(seeds.of("test")).values()[1]));
    }

    private static boolean isCde(String variant) {
        return List.of("cde", "cde-half", "small-half", "gated-half").contains(variant);
    }

    /// @param accuracy on the test series
    private record Trained(double accuracy, long parameters, History history) {}

    private static Trained logOde(Data training, Data test, Seeds seeds) {
        try (var model =
                NeuralRde.fit(
                        training.times(),
                        training.values(),
                        training.labels(),
                        NeuralRde.Settings.DEFAULT,
                        seeds,
                        Watch.NOBODY)) {
            return new Trained(
                    model.accuracy(test.times(), test.values(), test.labels()),
                    model.parameters(),
                    new History());
        }
    }

    private static Trained controlled(
            Data training, Data test, NeuralCde.Settings settings, Seeds seeds) {
        try (var model =
                NeuralCde.fit(
                        training.times(), training.values(), training.labels(), settings, seeds)) {
            return new Trained(
                    model.accuracy(test.times(), test.values(), test.labels()),
                    model.parameters(),
                    model.history());
        }
    }

    /// Rivals learn later than the CDE, so they have more updates.
    private static Trained rival(
            SeriesReader reader,
            Data training,
            Data test,
            NeuralCde.Settings settings,
            Seeds seeds) {
        try (var model =
                SeriesClassifier.fit(
                        reader,
                        training.times(),
                        training.values(),
                        training.labels(),
                        settings.batch(),
                        RIVAL_UPDATES * settings.updates(),
                        settings.rate(),
                        seeds)) {
            return new Trained(
                    model.accuracy(test.times(), test.values(), test.labels()),
                    model.parameters(),
                    new History());
        }
    }

    /// Recurrent readers have about as many parameters as the CDE; the residual one, which sees all
    /// samples side by side, five times as many.
    private static SeriesReader reader(String variant) {
        int inputs = SeriesClassifier.inputs(2);
        return switch (variant) {
            case "gru", "gru-half" -> new SeriesReader.Gru(new GruCell(inputs, 36));
            case "gru-ode-half" -> SeriesReader.GruOde.of(inputs, 26);
            case "residual-half" -> SeriesReader.Residual.of(inputs * SAMPLES, 32);
            default -> throw new IllegalArgumentException("no variant " + variant);
        };
    }

    @Override
    public List<Claim> claims(CaseResults results) {
        var claims = new ArrayList<Claim>();
        claims.add(
                Claim.atLeast(
                        "spirals",
                        "A neural CDE tells the spirals apart: test accuracy at least 98 %"
                                + " (median).",
                        "Kidger 2021; the limit is ours",
                        0.98,
                        results.median("cde", "accuracy")));
        claims.add(
                Claim.atMost(
                        "spirals-fast",
                        "Training takes less than a minute (median, s).",
                        "Kidger 2021; the limit is ours",
                        60,
                        results.median("cde", "training-seconds")));
        claims.add(
                Claim.atLeast(
                        "spirals-half",
                        "With half of the samples gone: at least 95 %.",
                        "Kidger 2021; the limit is ours",
                        0.95,
                        results.median("cde-half", "accuracy")));
        claims.add(
                Claim.atLeast(
                        "log-ode",
                        "With half of the samples gone, ten log-ODE steps of depth 2 do as well as"
                                + " the limit set for fifty of the CDE: at least 95 % (median).",
                        "Morrill et al. 2021; the limit is ours",
                        0.95,
                        results.median("rde-half", "accuracy")));
        double small =
                results.median("small-half", "accuracy") - results.rival("gru-half", "accuracy");
        claims.add(
                Claim.atLeast(
                        "beats-gru",
                        "On irregular data a CDE with less than half the parameters is at least as"
                            + " accurate as a GRU with six times the updates (difference of median"
                            + " accuracies).",
                        "Kidger 2021; the limit is ours",
                        0,
                        small));
        return claims;
    }

    @Override
    public Report.Section section(CaseResults results) {
        var whole = results.details("cde", Details.class);
        var half = results.details("cde-half", Details.class);
        return new Report.Section(
                "Irregular series",
                List.of(
                        comparison(results),
                        new Block.PhasePortrait(
                                "One spiral of each kind",
                                List.of("x", "y"),
                                List.of(
                                        new Block.Orbit("left", whole.left()),
                                        new Block.Orbit("right", whole.right()))),
                        new Block.LinePlot(
                                "Loss while it trains",
                                Block.Axes.logarithmic("update", "cross-entropy"),
                                List.of(
                                        Block.Series.of("whole", whole.steps(), whole.losses()),
                                        Block.Series.of("half", half.steps(), half.losses())),
                                List.of())));
    }

    private Block comparison(CaseResults results) {
        var rows = new ArrayList<List<String>>();
        for (String variant : variants()) {
            rows.add(
                    List.of(
                            variant,
                            Claim.number(results.median(variant, "accuracy")),
                            Claim.number(results.median(variant, "parameters")),
                            Claim.number(results.median(variant, "training-seconds"))));
        }
        return new Block.Table(
                "Medians over the seeds; half: with half of the samples gone",
                List.of("method", "test accuracy", "parameters", "seconds of training"),
                rows);
    }
}
