package org.separatrix.transport.lightsb;

import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.bench.CellResult;
import org.separatrix.transport.Sampler;

import java.util.ArrayList;
import java.util.List;

/// Claims, tables and pictures of the experiment.
final class LightSbReport {

    private static final int SHOWN = 800;
    private static final double[][] STARTS = {{-1, -0.5}, {0, 0.8}, {1, -0.7}};

    private final LightSbConfig config;
    private final Seeds seeds;
    private final Results results;

    LightSbReport(LightSbConfig config, Seeds seeds, List<CellResult> results) {
        this.config = config;
        this.seeds = seeds;
        this.results = new Results(results);
    }

    Report build() {
        var report =
                Report.titled("Light Schrödinger bridge")
                        .summary(
                                "A sum of Gaussians, fitted in seconds, leaves %s %% of the variance of the known plan unexplained in %d dimensions at epsilon %s; it holds out a snapshot of a splitting population to W1 %s (Sinkhorn %s, independent coupling %s)."
                                        .formatted(
                                                first("light"),
                                                config.dimensions().getFirst(),
                                                config.epsilons().getFirst(),
                                                cells("light").text(),
                                                cells("sinkhorn-full").text(),
                                                cells("independent").text()));
        new LightSbClaims(config, results).all().forEach(report::claim);
        report.section("The Swiss roll", swiss());
        report.section("Pairs with a known plan", pairs());
        report.section("Number of components", components());
        report.section("A snapshot held out", heldOut());
        report.section("Between Gaussians", gaussians());
        report.section("What failed", failures());
        return report.build();
    }

    private String first(String solver) {
        var pair =
                LightSbTask.pairName(config.dimensions().getFirst(), config.epsilons().getFirst());
        return results.mean(pair, solver, "unexplained").text();
    }

    private Results.Mean cells(String solver) {
        return results.mean("cells", solver, "w1");
    }

    private List<Block> swiss() {
        var blocks = new ArrayList<Block>();
        var random = seeds.of("pictures");
        double[][] sources = Sampler.gaussian(2).draw(random, SHOWN);
        double[][] targets = new SwissRoll().draw(random, SHOWN);
        blocks.add(
                Pictures.clouds(
                        "source and target",
                        Pictures.cloud("source", sources),
                        Pictures.cloud("target", targets)));
        for (double epsilon : LightSbTask.SWISS) {
            results.details("swiss " + epsilon)
                    .map(d -> d.model().build())
                    .ifPresent(bridge -> {
                        blocks.add(
                                Pictures.clouds(
                                        "carried, epsilon " + epsilon,
                                        Pictures.cloud("target", targets),
                                        Pictures.cloud(
                                                "carried",
                                                Pictures.carried(bridge, sources, random))));
                        blocks.add(
                                Pictures.paths(
                                        "paths, epsilon " + epsilon, bridge, STARTS, random));
                        blocks.add(
                                Pictures.ellipses(
                                        "components given a start, epsilon " + epsilon,
                                        bridge,
                                        STARTS));
                    });
        }
        var rows = new ArrayList<List<String>>();
        for (double epsilon : LightSbTask.SWISS) {
            String system = "swiss " + epsilon;
            rows.add(
                    List.of(
                            Double.toString(epsilon),
                            results.mean(system, "light", "sliced").text(),
                            results.mean(system, "light", "floor").text(),
                            results.mean(system, "light", "training").text()));
        }
        blocks.add(
                new Block.Table(
                        "distance of the fitted roll from the true one",
                        List.of("epsilon", "sliced W1", "two true samples", "seconds to fit"),
                        rows));
        return blocks;
    }

    private List<Block> pairs() {
        var rows = new ArrayList<List<String>>();
        var solvers = new ArrayList<>(LightSbTask.SOLVERS);
        solvers.addAll(PairTask.NETWORKS);
        for (int dimension : config.dimensions()) {
            for (double epsilon : config.epsilons()) {
                String pair = LightSbTask.pairName(dimension, epsilon);
                for (String solver : solvers) {
                    var mean = results.mean(pair, solver, "unexplained");
                    if (!results.of(pair, solver).isEmpty()) {
                        rows.add(
                                List.of(
                                        Integer.toString(dimension),
                                        Double.toString(epsilon),
                                        solver,
                                        mean.text(),
                                        Claim.number(results.seconds(pair, solver))));
                    }
                }
            }
        }
        var blocks = new ArrayList<Block>();
        blocks.add(
                new Block.Text(
                        "Unexplained variance of the law of x1 given x0, in percent, against the"
                            + " known plan. Solvers below the independent coupling are simulated,"
                            + " and their moments estimated from 200 paths a source; truth-paths is"
                            + " the true bridge measured alike, the floor of that estimate."));
        blocks.add(
                new Block.Table(
                        "",
                        List.of("D", "epsilon", "solver", "unexplained, %", "seconds, all told"),
                        rows));
        conditional(blocks);
        return blocks;
    }

    /// The law of x1 given two starts, beside the truth.
    private void conditional(List<Block> blocks) {
        var pair = firstPair();
        var random = seeds.of("conditional");
        results.details("components 50")
                .map(d -> d.model().build())
                .ifPresent(bridge -> {
                    for (double[] x0 : new double[][] {{0, 0}, {1, 1}}) {
                        var truth = new double[SHOWN][];
                        var found = new double[SHOWN][];
                        for (int i = 0; i < SHOWN; i++) {
                            truth[i] = pair.truth().sampleConditional(x0, random);
                            found[i] = bridge.sampleConditional(x0, random);
                        }
                        blocks.add(
                                Pictures.clouds(
                                        "x1 given x0 = (%.0f, %.0f)".formatted(x0[0], x0[1]),
                                        Pictures.cloud("truth", truth),
                                        Pictures.cloud("fitted", found)));
                    }
                });
    }

    private MixturePair firstPair() {
        return LightSbTask.pair(seeds.child("repetition 0"), 2, 0.1);
    }

    private List<Block> components() {
        var random = seeds.of("least loss");
        var pair = firstPair();
        double least =
                pair.truth()
                        .loss(
                                pair.source().draw(random, 20_000),
                                pair.target().draw(random, 20_000));
        var curves = new ArrayList<Block.Series>();
        var rows = new ArrayList<List<String>>();
        var counts = new double[LightSbTask.COMPONENTS.size()];
        var gaps = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            int k = LightSbTask.COMPONENTS.get(i);
            var mean = results.mean("components " + k, "light", "gap");
            counts[i] = k;
            gaps[i] = mean.value();
            rows.add(List.of(Integer.toString(k), mean.text()));
            results.details("components " + k)
                    .ifPresent(d -> curves.add(Block.Series.of("K = " + k, d.steps(), d.losses())));
        }
        curves.add(
                new Block.Series(
                        "least loss",
                        new double[] {0, config.steps()},
                        new double[] {least, least},
                        true));
        return List.of(
                new Block.LinePlot(
                        "loss, two dimensions, epsilon 0.1",
                        Block.Axes.linear("step", "loss, nats"),
                        curves,
                        List.of()),
                new Block.LinePlot(
                        "divergence from the true bridge",
                        new Block.Axes("components", "loss less least loss, nats", true, true),
                        List.of(Block.Series.of("mean", counts, gaps)),
                        List.of()),
                new Block.Table("", List.of("components", "loss less least loss, nats"), rows));
    }

    private List<Block> heldOut() {
        var own = seeds.child("repetition 0");
        var task = new CellTask(config);
        var cells = task.population(own, 0);
        int k = CellPopulation.TIMES - 2;
        var rows = new ArrayList<List<String>>();
        for (String solver : LightSbTask.CELLS) {
            rows.add(List.of(solver, cells(solver).text()));
        }
        var truth = Pictures.cloud("held out", cells.snapshots()[k]);
        var blocks = new ArrayList<Block>();
        blocks.add(
                new Block.Scatter(
                        "snapshots",
                        Block.Axes.linear("progress", "branch"),
                        List.of(
                                Pictures.cloud("before", cells.snapshots()[k - 1]),
                                truth,
                                Pictures.cloud("after", cells.snapshots()[k + 1]))));
        for (String solver : List.of("light", "independent")) {
            double[][] middle = task.predict(solver, cells, k, own.child("time " + k));
            blocks.add(
                    new Block.Scatter(
                            "middle of the bridge, " + solver,
                            Block.Axes.linear("progress", "branch"),
                            List.of(truth, Pictures.cloud("predicted", middle))));
        }
        blocks.add(
                new Block.Table(
                        "W1 to held-out snapshots, mean over three times",
                        List.of("coupling", "W1"),
                        rows));
        return blocks;
    }

    private Block gaussians() {
        var rows = new ArrayList<List<String>>();
        for (int dimension : LightSbTask.GAUSSIANS) {
            String system = "gaussian " + dimension;
            rows.add(
                    List.of(
                            Integer.toString(dimension),
                            results.mean(system, "light", "error").text(),
                            results.mean(system, "light", "gap").text()));
        }
        return new Block.Table(
                "one component with a full matrix, epsilon 0.5",
                List.of("D", "relative error of S", "loss less least loss, nats"),
                rows);
    }

    private Block failures() {
        var failed = results.cells().stream().filter(r -> !r.succeeded()).toList();
        var text = new StringBuilder(failed.isEmpty() ? "Nothing." : "");
        for (var r : failed) {
            text.append(
                    "%s, %s, repetition %d: %s. "
                            .formatted(
                                    r.cell().system(),
                                    r.cell().model(),
                                    r.cell().seed(),
                                    r.failure()));
        }
        return new Block.Text(text.toString());
    }
}
