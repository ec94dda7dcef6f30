package org.separatrix.forecast.gtf;

import org.separatrix.lab.Experiment;
import org.separatrix.lab.MethodCard;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.bench.Cell;
import org.separatrix.lab.bench.CellStore;
import org.separatrix.lab.bench.LocalEngine;

import java.util.ArrayList;
import java.util.List;

/// Reconstructs the Lorenz attractor from a noisy series, with and without forcing, and a synthetic
/// heart and brain beside rivals.
public final class GtfExperiment implements Experiment<GtfConfig> {

    static final List<String> BASELINES = List.of("constant-0.15", "one-step", "sparse", "free");
    private static final int BASELINE_SEEDS = 3;

    @Override
    public MethodCard card() {
        return new MethodCard(
                3,
                "gtf",
                "Generalized teacher forcing for chaotic dynamics",
                "F. Hess, Z. Monfared, M. Brenner, D. Durstewitz (2023), Generalized teacher"
                        + " forcing for learning chaotic dynamics, ICML, arXiv:2306.04406",
                "A small recurrent map learns the attractor, spectrum and exponents of a noisy"
                    + " chaotic series when its state is partly replaced by data while it trains.",
                "z(t) = A z̃ + W₁ [φ(W₂ z̃ + h₂) − φ(W₂ z̃)] + h₁\nz̃ = (1 − α) z(t−1) + α x(t−1)");
    }

    @Override
    public GtfConfig quick() {
        return new GtfConfig(20_000, 0.05, 50, 100, 16, 25_000, 5, 20_000, 6000, 4000);
    }

    @Override
    public GtfConfig full() {
        return new GtfConfig(100_000, 0.05, 50, 200, 16, 250_000, 20, 100_000, 250_000, 250_000);
    }

    @Override
    public Report run(GtfConfig config, Run run) {
        var task = new GtfTask(config, run);
        var cells = new ArrayList<Cell>();
        String setting = config + " seed=" + run.seed();
        int baselineSeeds = Math.min(BASELINE_SEEDS, config.seeds());
        for (String variant :
                config.latticeUpdates() == 0 ? List.<String>of() : LatticeCase.VARIANTS) {
            cells.add(new Cell(LatticeCase.SYSTEM, variant, 0, setting));
        }
        for (int seed = 0; seed < baselineSeeds; seed++) {
            for (String variant : HeartCase.FORCINGS) {
                cells.add(new Cell(GtfTask.HEART, variant, seed, setting));
            }
            for (String variant : BrainCase.VARIANTS) {
                cells.add(new Cell(BrainCase.SYSTEM, variant, seed, setting));
            }
            for (String variant : seed == 0 ? HeartCase.RIVALS : List.<String>of()) {
                cells.add(new Cell(GtfTask.HEART, variant, seed, setting));
            }
        }
        for (int seed = 0; seed < config.seeds(); seed++) {
            cells.add(new Cell("Lorenz", "adaptive", seed, setting));
        }
        for (String baseline : BASELINES) {
            for (int seed = 0; seed < baselineSeeds; seed++) {
                cells.add(new Cell("Lorenz", baseline, seed, setting));
            }
        }
        try (var store = CellStore.open(run.folder().resolve("cells.duckdb"))) {
            var results = LocalEngine.evaluate(cells, task, store, run);
            task.forgetStates();
            return new GtfReport(config, task, results).build();
        }
    }
}
