package org.separatrix.fields.causal;

import org.separatrix.lab.Block;

import java.util.ArrayList;
import java.util.List;

/// The pictures of how the training on Allen–Cahn goes: losses, weights, rates, residuals.
record TrainingPictures(Scores scores) {

    List<Block> blocks() {
        var blocks = new ArrayList<Block>();
        scores.details("allen-cahn", "causal").ifPresent(d -> course(d.history(), blocks));
        var rates = new ArrayList<Block.Series>();
        for (String model : List.of("causal", "equal")) {
            scores.details("allen-cahn", "adam " + model)
                    .ifPresent(
                            d -> rates.add(Block.Series.of(model, d.history().times(), d.rates())));
        }
        blocks.add(
                new Block.LinePlot(
                        "convergence rate C(t) after Adam on Allen–Cahn",
                        Block.Axes.logarithmic("time", "C(t)"),
                        rates,
                        List.of()));
        for (String model : List.of("causal", "equal")) {
            scores.details("allen-cahn", "adam " + model)
                    .filter(d -> d.history().rates().length > 0)
                    .ifPresent(d -> blocks.add(course(model, d.history())));
        }
        var residuals = new ArrayList<Block.Series>();
        for (String model : List.of("adam causal", "adam equal", "causal", "equal")) {
            scores.details("allen-cahn", model)
                    .ifPresent(d ->
                            residuals.add(
                                    Block.Series.of(
                                            model,
                                            d.history().times(),
                                            positive(
                                                    CausalPinnPictures.last(
                                                            d.history().losses())))));
        }
        blocks.add(
                new Block.LinePlot(
                        "residual loss at each time, after training",
                        Block.Axes.logarithmic("time", "L(t)"),
                        residuals,
                        List.of()));
        return blocks;
    }

    /// Rates while Adam trains, late times on top.
    private static Block course(String model, FitHistory h) {
        int n = h.times().length;
        var turned = new double[n][h.rates().length];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < h.rates().length; k++) {
                turned[i][k] = Math.log10(h.rates()[k][n - 1 - i]);
            }
        }
        double[] shots = java.util.Arrays.copyOf(h.shots(), h.rates().length);
        return new Block.HeatMap(
                "log10 of the convergence rate C(t) against iteration, Adam, " + model,
                CausalPinnPictures.labels(shots, "%.0f"),
                CausalPinnPictures.labels(CausalPinnPictures.reversed(h.times()), "t %.2f"),
                turned);
    }

    private static void course(FitHistory h, List<Block> blocks) {
        blocks.add(
                new Block.LinePlot(
                        "losses, Allen–Cahn, seed 0",
                        Block.Axes.logarithmic("iteration", "loss"),
                        List.of(
                                Block.Series.of("initial", h.iterations(), positive(h.initial())),
                                Block.Series.of(
                                        "residual", h.iterations(), positive(h.residual()))),
                        steps(h)));
        blocks.add(
                new Block.LinePlot(
                        "smallest weight",
                        Block.Axes.linear("iteration", "smallest weight"),
                        List.of(
                                Block.Series.of("smallest", h.iterations(), h.smallest()),
                                CausalPinnPictures.level("0.99", h.iterations(), 0.99)),
                        steps(h)));
        int n = h.times().length;
        var turned = new double[n][h.shots().length];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < h.shots().length; k++) {
                turned[i][k] = h.weights()[k][n - 1 - i];
            }
        }
        blocks.add(
                new Block.HeatMap(
                        "weights against iteration, late times on top",
                        CausalPinnPictures.labels(h.shots(), "%.0f"),
                        CausalPinnPictures.labels(CausalPinnPictures.reversed(h.times()), "t %.2f"),
                        turned));
        blocks.add(
                new Block.LinePlot(
                        "residual loss at each time, before and after",
                        Block.Axes.logarithmic("time", "L(t)"),
                        List.of(
                                Block.Series.of("before", h.times(), positive(h.losses()[0])),
                                Block.Series.of(
                                        "after",
                                        h.times(),
                                        positive(CausalPinnPictures.last(h.losses())))),
                        List.of()));
    }

    /// Marks where epsilon changed.
    private static List<Block.Mark> steps(FitHistory h) {
        var marks = new ArrayList<Block.Mark>();
        for (int i = 1; i < h.iterations().length; i++) {
            if (h.epsilons()[i] != h.epsilons()[i - 1]) {
                marks.add(new Block.Mark("eps %s".formatted(h.epsilons()[i]), h.iterations()[i]));
            }
        }
        return marks;
    }

    private static double[] positive(double[] values) {
        return java.util.Arrays.stream(values).map(v -> v > 0 ? v : Double.NaN).toArray();
    }
}
