package org.separatrix.forecast.gtf;

import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.bench.CellResult;

import java.util.ArrayList;
import java.util.List;

/// What the experiment says of Lorenz-96.
record LatticeReport(List<CellResult> results) {

    private double median(String variant, String metric) {
        return GtfReport.median(results, variant, metric);
    }

    private boolean absent() {
        return results.stream().noneMatch(r -> r.cell().system().equals(LatticeCase.SYSTEM));
    }

    /// The bounds are those of the Lorenz system.
    List<Claim> claims(String paper) {
        if (absent()) {
            return List.of();
        }
        return List.of(
                Claim.atMost(
                        "lorenz-96",
                        "On Lorenz-96 with 20 sites, adaptive forcing is at least three times"
                                + " better than one-step teacher forcing (ratio of D_stsp by"
                                + " Gaussian mixtures).",
                        paper,
                        1 / 3.0,
                        median(LatticeCase.ADAPTIVE, "divergence")
                                / median("lorenz-96-one-step", "divergence")),
                Claim.atMost(
                        "lorenz-96-spectrum",
                        "There the free run has the power spectrum of the data: D_H at most 0.10.",
                        paper,
                        0.10,
                        median(LatticeCase.ADAPTIVE, "spectrum")));
    }

    Block table() {
        var rows = new ArrayList<List<String>>();
        for (String variant : LatticeCase.VARIANTS) {
            var own = results.stream().filter(r -> r.cell().model().equals(variant)).toList();
            rows.add(
                    List.of(
                            variant.replace(LatticeCase.SYSTEM + "-", ""),
                            GtfReport.number(median(variant, "divergence")),
                            GtfReport.number(median(variant, "spectrum")),
                            GtfReport.number(median(variant, "error20")),
                            GtfReport.number(median(variant, "exponent")),
                            GtfReport.number(median(variant, "regions")),
                            GtfReport.parameters(own)));
        }
        return new Block.Table(
                "Medians; D_stsp by mixtures of Gaussians of variance 1; PE(20) in squared"
                        + " deviations; exponent a time unit",
                List.of("forcing", "D_stsp", "D_H", "PE(20)", "exponent", "regions", "parameters"),
                rows);
    }
}
