package org.separatrix.fields.causal;

import org.separatrix.lab.Experiment;
import org.separatrix.lab.MethodCard;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.bench.Cell;
import org.separatrix.lab.bench.CellStore;
import org.separatrix.lab.bench.LocalEngine;

import java.util.ArrayList;
import java.util.List;

/// Solves the Lorenz system, Allen–Cahn, Kuramoto–Sivashinsky, flow in the plane and two classic
/// small problems by networks, with causal weights and with what they are compared with.
public final class CausalPinnExperiment implements Experiment<CausalPinnConfig> {

    static final List<String> RIVALS = List.of("equal", "growing", "marching", "self-adaptive");

    @Override
    public MethodCard card() {
        return new MethodCard(
                5,
                "causal-pinn",
                "Causal training of physics-informed neural networks",
                "S. Wang, S. Sankaran, P. Perdikaris (2022), Respecting causality for training"
                        + " physics-informed neural networks, CMAME 421 (2024), arXiv:2203.07404",
                "Networks solve chaotic and stiff equations when late residuals count only after"
                        + " early ones are small.",
                "L(θ) = 1/M Σ wᵢ Lᵢ(θ)\nwᵢ = exp(−ε Σ_{k<i} L_k(θ))");
    }

    @Override
    public CausalPinnConfig quick() {
        return new CausalPinnConfig(5, 20, 200, 200, 20_000, 0.3, 200, 0.1, 60, 60, 300, 100, 0);
    }

    @Override
    public CausalPinnConfig full() {
        return new CausalPinnConfig(
                5, 20, 300, 600, 100_000, 1, 400, 1, 200, 300, 900, 300, 300_000);
    }

    @Override
    public Report run(CausalPinnConfig config, Run run) {
        var cells = new ArrayList<Cell>();
        String setting = config + " seed=" + run.seed();
        // The longest first, so that no thread waits for one at the end.
        if (config.paper() > 0) {
            cells.add(new Cell("allen-cahn", "paper", 0, setting));
        }
        cells.add(new Cell("allen-cahn", "soap causal", 0, setting));
        cells.add(new Cell("allen-cahn", "adam causal", 0, setting));
        cells.add(new Cell("allen-cahn", "adam equal", 0, setting));
        cells.add(new Cell("ks-chaotic", "causal", 0, setting));
        if (config.turbulenceIterations() > 0) {
            cells.add(new Cell("navier-stokes", "causal", 0, setting));
        }
        for (int seed = 0; seed < config.seeds(); seed++) {
            cells.add(new Cell("lorenz", "causal", seed, setting));
            cells.add(new Cell("allen-cahn", "causal", seed, setting));
        }
        for (int seed = 0; seed < config.seeds(); seed++) {
            cells.add(new Cell("lorenz", "equal", seed, setting));
        }
        for (String rival : RIVALS) {
            cells.add(new Cell("allen-cahn", rival, 0, setting));
        }
        for (String problem : List.of("ks-regular", "convection", "reaction")) {
            cells.add(new Cell(problem, "causal", 0, setting));
            cells.add(new Cell(problem, "equal", 0, setting));
        }
        try (var store = CellStore.open(run.folder().resolve("cells.duckdb"))) {
            var results = LocalEngine.evaluate(cells, new CausalPinnTask(config, run), store, run);
            return new CausalPinnReport(config, results).build();
        }
    }
}
