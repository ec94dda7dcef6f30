package org.separatrix.forecast.neural;

import org.separatrix.forecast.neural.ContinuousNormalizingFlow.Settings;
import org.separatrix.forecast.neural.ContinuousNormalizingFlow.Trace;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.Seeds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The density of two interleaved half circles with noise 0.1.
final class DensityCase implements NeuralCase {

    private static final int POINTS = 4000;
    private static final int TEST = 2000;
    private static final int SHOWN = 1000;

    /// @param samples of the flow
    /// @param truth points of the data
    record Details(double[] steps, double[] losses, double[][] samples, double[][] truth) {}

    @Override
    public String name() {
        return "two-moons";
    }

    @Override
    public List<String> variants() {
        return List.of("exact", "hutchinson");
    }

    @Override
    public int seeds(NeuralConfig config) {
        return Math.min(2, config.seeds());
    }

    static double[][] moons(int count, RandomGenerator random) {
        var points = new double[count][];
        for (int i = 0; i < count; i++) {
            double angle = Math.PI * random.nextDouble();
            boolean upper = i % 2 == 0;
            double x = upper ? Math.cos(angle) : 1 - Math.cos(angle);
            double y = upper ? Math.sin(angle) : 0.5 - Math.sin(angle);
            points[i] =
                    new double[] {x + 0.1 * random.nextGaussian(), y + 0.1 * random.nextGaussian()};
        }
        return points;
    }

    @Override
    public Outcome run(String variant, NeuralConfig config, Seeds seeds, Keep keep) {
        var d = Settings.DEFAULT;
        var settings =
                new Settings(
                        d.width(),
                        d.depth(),
                        d.steps(),
                        variant.equals("exact") ? Trace.EXACT : Trace.HUTCHINSON,
                        d.batch(),
                        config.steps(10 * d.updates(), d.updates()),
                        d.rate(),
                        d.precision());
        try (var flow =
                ContinuousNormalizingFlow.fit(
                        moons(POINTS, seeds.of("training")), settings, seeds)) {
            var test = moons(TEST, seeds.of("test"));
            double mean = Arrays.stream(flow.logDensity(test)).average().orElse(Double.NaN);
            return new Outcome(
                    Map.of("log-likelihood", mean),
                    new Details(
                            flow.history().steps(),
                            flow.history().losses(),
                            flow.sample(SHOWN, seeds),
                            Arrays.copyOf(test, SHOWN)));
        }
    }

    @Override
    public List<Claim> claims(CaseResults results) {
        double exact = median(results, "exact");
        var claims = new ArrayList<Claim>();
        claims.add(
                Claim.atLeast(
                        "density",
                        "A flow learns the density of two moons: test log-likelihood at least -1.3"
                                + " nats.",
                        "Kidger 2021; the limit is ours",
                        -1.3,
                        exact));
        claims.add(
                Claim.within(
                        "estimated-trace",
                        "Training with the estimated trace comes within 0.1 nats of the exact one.",
                        "Kidger 2021; the limit is ours",
                        0,
                        0.1,
                        exact - median(results, "hutchinson")));
        return claims;
    }

    /// A failed training counts as the worst.
    private static double median(CaseResults results, String variant) {
        var values = results.all(variant, "log-likelihood");
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.isNaN(values[i]) ? Double.NEGATIVE_INFINITY : values[i];
        }
        Arrays.sort(values);
        return 0.5 * (values[(values.length - 1) / 2] + values[values.length / 2]);
    }

    @Override
    public Report.Section section(CaseResults results) {
        var details = results.details("exact", Details.class);
        return new Report.Section(
                "Densities",
                List.of(
                        new Block.Scatter(
                                "Data and samples of the flow",
                                Block.Axes.linear("x", "y"),
                                List.of(
                                        cloud("data", details.truth()),
                                        cloud("flow", details.samples()))),
                        new Block.LinePlot(
                                "Loss while it trains",
                                Block.Axes.linear("update", "negative log-likelihood, nats"),
                                List.of(
                                        Block.Series.of(
                                                "exact trace", details.steps(), details.losses())),
                                List.of())));
    }

    private static Block.Series cloud(String name, double[][] points) {
        return Block.Series.of(
                name,
                Arrays.stream(points).mapToDouble(p -> p[0]).toArray(),
                Arrays.stream(points).mapToDouble(p -> p[1]).toArray());
    }
}
