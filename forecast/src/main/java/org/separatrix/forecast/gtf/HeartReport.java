package org.separatrix.forecast.gtf;

import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.bench.CellResult;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What the experiment says of the synthetic heart.
final class HeartReport {

    private static final int SHOWN = 800;

    /// The rivals of which the paper says that they fail on recordings.
    private static final List<String> FAILING =
            List.of("heart-esn", "heart-sindy", "heart-neural-ode", "heart-lstm");

    private final HeartCase heart;
    private final List<CellResult> results;

    HeartReport(HeartCase heart, List<CellResult> results) {
        this.heart = heart;
        this.results = results;
    }

    private double median(String variant, String metric) {
        return GtfReport.median(results, variant, metric);
    }

    List<Claim> claims(String paper) {
        double sparse = median("heart-sparse", "divergence");
        double constant = median("heart-constant-0.15", "divergence");
        double rival =
                FAILING.stream().mapToDouble(v -> median(v, "divergence")).min().orElse(Double.NaN);
        return List.of(
                Claim.atMost(
                        "heart",
                        "On a synthetic heart, adaptive forcing is at least twice as good as sparse"
                                + " forcing every 200 rows (ratio of median D_stsp).",
                        paper,
                        0.5,
                        median("heart-adaptive", "divergence") / sparse),
                Claim.atMost(
                        "heart-constant",
                        "There, constant forcing of 0.15 is at least twice as good as sparse"
                                + " forcing (ratio of median D_stsp).",
                        paper,
                        0.5,
                        constant / sparse),
                Claim.atMost(
                        "heart-rivals",
                        "There, constant forcing of 0.15 is better than the best of an echo-state"
                                + " network, SINDy, a neural differential equation and an LSTM"
                                + " (ratio of D_stsp).",
                        paper,
                        1,
                        constant / rival));
    }

    List<Block> blocks() {
        var blocks = new ArrayList<Block>();
        picture().ifPresent(blocks::add);
        blocks.add(table());
        return blocks;
    }

    private Block table() {
        var rows = new ArrayList<List<String>>();
        var floor = heart.floor();
        rows.add(
                List.of(
                        "another recording of the same heart",
                        GtfReport.show(floor, "divergence"),
                        GtfReport.show(floor, "spectrum"),
                        "–",
                        "–"));
        var variants = new ArrayList<>(HeartCase.FORCINGS);
        variants.addAll(HeartCase.RIVALS);
        for (String variant : variants) {
            var own = results.stream().filter(r -> r.cell().model().equals(variant)).toList();
            rows.add(
                    List.of(
                            variant.replace("heart-", ""),
                            GtfReport.number(median(variant, "divergence")),
                            GtfReport.number(median(variant, "spectrum")),
                            GtfReport.parameters(own),
                            Long.toString(own.size())));
        }
        return new Block.Table(
                "Medians; a run that leaves the range of the data has none",
                List.of("method", "D_stsp", "D_H", "parameters", "trainings"),
                rows);
    }

    private Optional<Block> picture() {
        return results.stream()
                .filter(r -> HeartCase.FORCINGS.contains(r.cell().model()))
                .filter(r -> r.succeeded() && r.metrics().containsKey("divergence"))
                .min(Comparator.comparingDouble(r -> r.metrics().get("divergence")))
                .map(r ->
                        picture(
                                r.cell().model(),
                                ReportJson.MAPPER
                                        .readValue(r.details(), GtfTask.Details.class)
                                        .model()));
    }

    private Block picture(String variant, Gtf.Fitted model) {
        double[][] truth = model.scaling().apply(heart.test());
        double[][] orbit = model.freeRun(truth[0], truth.length);
        int shown = Math.min(SHOWN, truth.length);
        int from = truth.length - shown;
        var time = new double[shown];
        Arrays.setAll(time, i -> (from + i) * HeartCase.STEP);
        var seen = new double[shown];
        Arrays.setAll(seen, i -> truth[from + i][0]);
        var learned = new double[shown];
        Arrays.setAll(learned, i -> orbit[from + i][0]);
        return new Block.LinePlot(
                "the end of the recording and of the free run, " + variant.replace("heart-", ""),
                Block.Axes.linear("time (s)", "standard deviations"),
                List.of(
                        new Block.Series("truth", time, seen, true),
                        Block.Series.of("learned", time, learned)),
                List.of());
    }
}
