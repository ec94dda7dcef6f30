package org.separatrix.forecast.gtf;

import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.bench.CellResult;

import java.util.ArrayList;
import java.util.List;

/// What the experiment says of the synthetic brain.
final class BrainReport {

    private final BrainCase brain;
    private final List<CellResult> results;

    BrainReport(BrainCase brain, List<CellResult> results) {
        this.brain = brain;
        this.results = results;
    }

    private double median(String variant, String metric) {
        return GtfReport.median(results, variant, metric);
    }

    Claim claim(String paper) {
        double rival =
                Math.min(median("brain-esn", "divergence"), median("brain-lstm", "divergence"));
        return Claim.atMost(
                "brain",
                "On a synthetic brain, 64 channels behind 16 states, constant forcing of 0.1 is at"
                        + " least twice as good as an echo-state network and an LSTM (ratio of"
                        + " median D_stsp by Gaussian mixtures to the smaller).",
                paper,
                0.5,
                median(BrainCase.FORCED, "divergence") / rival);
    }

    Block table() {
        var rows = new ArrayList<List<String>>();
        var floor = brain.floor();
        rows.add(
                List.of(
                        "another half minute of the same brain",
                        GtfReport.show(floor, "divergence"),
                        GtfReport.show(floor, "spectrum"),
                        "–",
                        "–"));
        for (String variant : BrainCase.VARIANTS) {
            var own = results.stream().filter(r -> r.cell().model().equals(variant)).toList();
            rows.add(
                    List.of(
                            variant.replace("brain-", ""),
                            GtfReport.number(median(variant, "divergence")),
                            GtfReport.number(median(variant, "spectrum")),
                            GtfReport.parameters(own),
                            Long.toString(own.size())));
        }
        return new Block.Table(
                "Medians; D_stsp by mixtures of Gaussians of variance 1",
                List.of("method", "D_stsp", "D_H", "parameters", "trainings"),
                rows);
    }
}
