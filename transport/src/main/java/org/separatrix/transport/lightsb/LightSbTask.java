package org.separatrix.transport.lightsb;

import org.separatrix.analysis.transport.Wasserstein;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.bench.Cell;
import org.separatrix.lab.bench.CellResult;
import org.separatrix.lab.bench.LocalEngine;
import org.separatrix.transport.Sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Evaluates one cell of the experiment.
///
/// The system of a cell is its kind and its numbers, such as `pair 2 0.1`; its model is the solver.
final class LightSbTask implements LocalEngine.Task {

    static final List<String> SOLVERS =
            List.of(
                    "light",
                    "light-long",
                    "light-cosine",
                    "light-matching",
                    "sinkhorn-batches",
                    "sinkhorn-full",
                    "independent");
    static final List<Double> SWISS = List.of(0.002, 0.01, 0.1);
    static final List<Integer> COMPONENTS = List.of(1, 5, 20, 50);
    static final List<Integer> GAUSSIANS = List.of(2, 10);
    static final List<String> CELLS = List.of("light", "sinkhorn-full", "independent", "floor");

    private final LightSbConfig config;
    private final Seeds seeds;

    /// What the report needs of a training beside its score.
    ///
    /// @param steps where the loss was noted
    /// @param losses mean loss since the last note
    record Details(BridgeFile.Parameters model, double[] steps, double[] losses) {}

    LightSbTask(LightSbConfig config, Seeds seeds) {
        this.config = config;
        this.seeds = seeds;
    }

    static String pairName(int dimension, double epsilon) {
        return "pair %d %s".formatted(dimension, epsilon);
    }

    /// All cells, in the order of the report.
    List<Cell> cells(String setting) {
        var cells = new ArrayList<Cell>();
        for (int seed = 0; seed < config.seeds(); seed++) {
            for (int dimension : config.dimensions()) {
                for (double epsilon : config.epsilons()) {
                    String name = pairName(dimension, epsilon);
                    for (String solver : SOLVERS) {
                        cells.add(new Cell(name, solver, seed, setting));
                    }
                    if (seed < config.networkSeeds()) {
                        for (String solver : PairTask.NETWORKS) {
                            cells.add(new Cell(name, solver, seed, setting));
                        }
                    }
                }
            }
            for (double epsilon : SWISS) {
                cells.add(new Cell("swiss " + epsilon, "light", seed, setting));
            }
            for (int dimension : GAUSSIANS) {
                cells.add(new Cell("gaussian " + dimension, "light", seed, setting));
            }
            for (int components : COMPONENTS) {
                cells.add(new Cell("components " + components, "light", seed, setting));
            }
            for (String solver : CELLS) {
                cells.add(new Cell("cells", solver, seed, setting));
            }
        }
        return cells;
    }

    @Override
    public CellResult evaluate(Cell cell) {
        String[] words = cell.system().split(" ", -1);
        var own = seeds.child("repetition " + cell.seed());
        return switch (words[0]) {
            case "pair" -> {
                int dimension = Integer.parseInt(words[1]);
                double epsilon = Double.parseDouble(words[2]);
                yield pair(cell, dimension, epsilon, own);
            }
            case "swiss" -> swiss(cell, Double.parseDouble(words[1]), own);
            case "gaussian" -> gaussian(cell, Integer.parseInt(words[1]), own);
            case "components" -> components(cell, Integer.parseInt(words[1]), own);
            case "cells" -> {
                long start = System.nanoTime();
                double error = new CellTask(config).error(cell.model(), own);
                yield result(cell, Map.of("w1", error), start, "{}");
            }
            default -> throw new IllegalArgumentException("no system " + cell.system());
        };
    }

    /// The pair of one repetition.
    static MixturePair pair(Seeds own, int dimension, double epsilon) {
        return MixturePair.random(dimension, epsilon, own.child(pairName(dimension, epsilon)));
    }

    private CellResult pair(Cell cell, int dimension, double epsilon, Seeds own) {
        var pair = pair(own, dimension, epsilon);
        long start = System.nanoTime();
        double unexplained =
                new PairTask(config).unexplained(pair, cell.model(), own.child("solver"));
        return result(cell, Map.of("unexplained", unexplained), start, "{}");
    }

    private CellResult swiss(Cell cell, double epsilon, Seeds own) {
        var settings =
                LightSettings.DEFAULT
                        .withEpsilon(epsilon)
                        .withComponents(config.swissComponents())
                        .withWidth(0.1)
                        .withTraining(config.swissSteps(), epsilon < 0.005 ? 3e-4 : 1e-3);
        var source = Sampler.gaussian(2);
        var target = new SwissRoll();
        long start = System.nanoTime();
        var curve = new Curve(config.swissSteps());
        var bridge = settings.fit(source, target, own, curve::note);
        double seconds = (System.nanoTime() - start) / 1e9;
        var random = own.of("test");
        double[][] made = MixturePair.carried(source, bridge).draw(random, 20_000);
        double[][] truth = target.draw(random, 20_000);
        double distance = Wasserstein.sliced(made, truth, 1, 200, random);
        double floor = Wasserstein.sliced(target.draw(random, 20_000), truth, 1, 200, random);
        return result(
                cell,
                Map.of("sliced", distance, "floor", floor, "training", seconds),
                start,
                details(curve, bridge));
    }

    private CellResult gaussian(Cell cell, int dimension, Seeds own) {
        var random = own.of("gaussians " + dimension);
        double[][] p = covariance(dimension, random);
        var mean = new double[dimension];
        for (int j = 0; j < dimension; j++) {
            mean[j] = random.nextGaussian();
        }
        double[][] q = new double[dimension][dimension];
        for (int j = 0; j < dimension; j++) {
            q[j][j] = 1;
        }
        double epsilon = 0.5;
        var exact = GaussianBridge.of(new double[dimension], q, mean, p, epsilon);
        var source = Sampler.gaussian(dimension);
        var settings =
                LightSettings.DEFAULT
                        .withEpsilon(epsilon)
                        .withComponents(1)
                        .withCovariance(Covariance.FULL)
                        .withTraining(config.steps(), 1e-2)
                        .withBatch(1024, true);
        long start = System.nanoTime();
        var bridge = settings.fit(source, MixturePair.carried(source, exact.bridge()), own);
        double[][] s = bridge.matrix(0);
        double off = 0;
        double size = 0;
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j < dimension; j++) {
                double truth = exact.matrix()[i][j];
                off += (s[i][j] - truth) * (s[i][j] - truth);
                size += truth * truth;
            }
        }
        double loss =
                GaussianBridge.objective(
                        s, bridge.centre(0), new double[dimension], q, mean, p, epsilon);
        return result(
                cell,
                Map.of("error", Math.sqrt(off / size), "gap", loss - exact.loss()),
                start,
                "{}");
    }

    /// A random covariance with eigenvalues around 1.
    private static double[][] covariance(int dimension, java.util.random.RandomGenerator random) {
        var a = new double[dimension][dimension];
        for (double[] row : a) {
            for (int j = 0; j < dimension; j++) {
                row[j] = random.nextGaussian();
            }
        }
        var c = new double[dimension][dimension];
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j < dimension; j++) {
                for (int k = 0; k < dimension; k++) {
                    c[i][j] += a[i][k] * a[j][k] / dimension;
                }
                c[i][j] += i == j ? 0.3 : 0;
            }
        }
        return c;
    }

    private CellResult components(Cell cell, int components, Seeds own) {
        var pair = pair(own, 2, 0.1);
        long start = System.nanoTime();
        var curve = new Curve(config.steps());
        var bridge =
                PairTask.settings(0.1, config.steps())
                        .withComponents(components)
                        .fit(pair.source(), pair.target(), own.child("solver"), curve::note);
        double gap = PairTask.gap(pair, bridge, own.of("gap"));
        return result(cell, Map.of("gap", gap), start, details(curve, bridge));
    }

    private static CellResult result(
            Cell cell, Map<String, Double> metrics, long start, String details) {
        return new CellResult(cell, metrics, (System.nanoTime() - start) / 1e9, details, "");
    }

    private static String details(Curve curve, LightSchrodingerBridge bridge) {
        return ReportJson.MAPPER.writeValueAsString(
                new Details(bridge.parameters(), curve.steps(), curve.losses()));
    }
}
