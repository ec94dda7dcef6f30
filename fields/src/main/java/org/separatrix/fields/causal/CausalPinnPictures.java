package org.separatrix.fields.causal;

import org.separatrix.lab.Block;

import java.util.ArrayList;
import java.util.List;

/// The pictures of the solutions; [TrainingPictures] draws how they were trained.
final class CausalPinnPictures {

    private static final double EXPONENT = 0.906;

    private final Scores scores;

    CausalPinnPictures(Scores scores) {
        this.scores = scores;
    }

    List<Block> lorenz() {
        var blocks = new ArrayList<Block>();
        var found = scores.details("lorenz", "causal");
        if (found.isEmpty()) {
            return blocks;
        }
        var causal = found.get();
        var x =
                new ArrayList<>(
                        List.of(
                                new Block.Series(
                                        "truth", causal.times(), column(causal.truth(), 0), true),
                                Block.Series.of(
                                        "causal", causal.times(), column(causal.ours(), 0))));
        scores.details("lorenz", "equal")
                .ifPresent(d ->
                        x.add(Block.Series.of("all weights 1", d.times(), column(d.ours(), 0))));
        blocks.add(
                new Block.LinePlot(
                        "x of the Lorenz orbit", Block.Axes.linear("time", "x"), x, List.of()));
        var units = new double[causal.times().length];
        for (int i = 0; i < units.length; i++) {
            units[i] = causal.times()[i] * EXPONENT;
        }
        blocks.add(
                new Block.LinePlot(
                        "distance to the truth",
                        Block.Axes.logarithmic("time in Lyapunov units", "distance"),
                        List.of(Block.Series.of("causal, seed 0", units, distance(causal))),
                        List.of()));
        blocks.add(
                new Block.PhasePortrait(
                        "the orbit",
                        List.of("x", "y", "z"),
                        List.of(
                                new Block.Orbit("truth", causal.truth()),
                                new Block.Orbit("network", causal.ours()))));
        var number = new double[causal.windows().length];
        var least = new double[number.length];
        for (int w = 0; w < number.length; w++) {
            number[w] = w + 1;
            least[w] = causal.windows()[w][1];
        }
        blocks.add(
                new Block.LinePlot(
                        "smallest weight of each window at the largest epsilon",
                        Block.Axes.linear("window", "smallest weight"),
                        List.of(
                                Block.Series.of("seed 0", number, least),
                                level("0.99", number, 0.99)),
                        List.of()));
        return blocks;
    }

    static Block.Series level(String name, double[] x, double value) {
        var y = new double[x.length];
        java.util.Arrays.fill(y, value);
        return new Block.Series(name, x, y, true);
    }

    List<Block> allenCahn() {
        var blocks = new ArrayList<Block>();
        var found = scores.details("allen-cahn", "causal");
        if (found.isEmpty()) {
            return blocks;
        }
        var d = found.get();
        blocks.addAll(maps("Allen–Cahn", d, -1, 2));
        for (double share : List.of(0.0, 0.5, 1.0)) {
            int row = (int) Math.rint(share * (d.times().length - 1));
            blocks.add(
                    new Block.LinePlot(
                            "Allen–Cahn at t = %.1f".formatted(d.times()[row]),
                            Block.Axes.linear("x", "u"),
                            List.of(
                                    new Block.Series("solver", places(d), d.truth()[row], true),
                                    Block.Series.of("network", places(d), d.ours()[row])),
                            List.of()));
        }
        return blocks;
    }

    List<Block> chaotic() {
        var blocks = new ArrayList<Block>();
        scores.details("ks-chaotic", "causal")
                .ifPresent(d -> {
                    blocks.addAll(maps("Kuramoto–Sivashinsky", d, 0, 2 * Math.PI));
                    blocks.add(
                            new Block.LinePlot(
                                    "distance to the truth, chaotic Kuramoto–Sivashinsky",
                                    Block.Axes.logarithmic("time", "distance"),
                                    List.of(Block.Series.of("causal", d.times(), distance(d))),
                                    List.of()));
                });
        return blocks;
    }

    /// Vorticity at the end of the window.
    List<Block> plane() {
        var blocks = new ArrayList<Block>();
        scores.details("navier-stokes", "causal")
                .ifPresent(d -> {
                    double[] truth = last(d.truth());
                    double[] ours = last(d.ours());
                    var error = new double[ours.length];
                    for (int i = 0; i < error.length; i++) {
                        error[i] = Math.abs(ours[i] - truth[i]);
                    }
                    String at = ", vorticity at t = " + d.times()[1];
                    blocks.add(square("classical solver" + at, truth));
                    blocks.add(square("network" + at, ours));
                    blocks.add(square("absolute error of the" + at.substring(1), error));
                });
        return blocks;
    }

    /// y upwards, x to the right.
    private static Block square(String title, double[] values) {
        int n = (int) Math.rint(Math.sqrt(values.length));
        var places = new double[n];
        var turned = new double[n][n];
        for (int i = 0; i < n; i++) {
            places[i] = 2 * Math.PI * i / n;
            for (int j = 0; j < n; j++) {
                turned[n - 1 - j][i] = values[i * n + j];
            }
        }
        return new Block.HeatMap(
                title, labels(places, "x %.1f"), labels(reversed(places), "y %.1f"), turned);
    }

    private static List<Block> maps(
            String name, CausalPinnTask.Details d, double low, double period) {
        var error = new double[d.ours().length][];
        for (int i = 0; i < error.length; i++) {
            error[i] = new double[d.ours()[i].length];
            for (int j = 0; j < error[i].length; j++) {
                error[i][j] = Math.abs(d.ours()[i][j] - d.truth()[i][j]);
            }
        }
        return List.of(
                map(name + ", classical solver", d.times(), d.truth(), low, period),
                map(name + ", network", d.times(), d.ours(), low, period),
                map(name + ", absolute error", d.times(), error, low, period));
    }

    private static double[] places(CausalPinnTask.Details d) {
        int n = d.ours()[0].length;
        var x = new double[n];
        for (int j = 0; j < n; j++) {
            x[j] = -1 + 2.0 * j / n;
        }
        return x;
    }

    /// Space upwards, time to the right.
    static Block map(String title, double[] times, double[][] values, double low, double period) {
        int n = values[0].length;
        var turned = new double[n][values.length];
        var rows = new ArrayList<String>();
        for (int j = 0; j < n; j++) {
            rows.add(j % (n / 4) == 0 ? "x %.1f".formatted(low + period * (n - 1.0 - j) / n) : "");
            for (int i = 0; i < values.length; i++) {
                turned[j][i] = values[i][n - 1 - j];
            }
        }
        return new Block.HeatMap(title, labels(times, "t %.2f"), rows, turned);
    }

    static List<String> labels(double[] values, String format) {
        var labels = new ArrayList<String>();
        int every = Math.max(1, values.length / 5);
        for (int i = 0; i < values.length; i++) {
            labels.add(i % every == 0 ? format.formatted(values[i]) : "");
        }
        return labels;
    }

    static double[] reversed(double[] values) {
        var turned = new double[values.length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = values[values.length - 1 - i];
        }
        return turned;
    }

    static double[] last(double[][] rows) {
        return rows[rows.length - 1];
    }

    private static double[] column(double[][] rows, int j) {
        return java.util.Arrays.stream(rows).mapToDouble(r -> r[j]).toArray();
    }

    private static double[] distance(CausalPinnTask.Details d) {
        var distance = new double[d.ours().length];
        for (int i = 0; i < distance.length; i++) {
            double sum = 0;
            for (int j = 0; j < d.ours()[i].length; j++) {
                double difference = d.ours()[i][j] - d.truth()[i][j];
                sum += difference * difference;
            }
            distance[i] = sum > 0 ? Math.sqrt(sum) : Double.NaN;
        }
        return distance;
    }
}
