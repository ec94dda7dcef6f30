package org.separatrix.transport.lightsb;

import org.separatrix.lab.Experiment;
import org.separatrix.lab.MethodCard;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.bench.CellStore;
import org.separatrix.lab.bench.LocalEngine;

import java.util.List;

/// Known plans, the Swiss roll, Gaussians, and a population with a held-out time.
public final class LightSbExperiment implements Experiment<LightSbConfig> {

    @Override
    public MethodCard card() {
        return new MethodCard(
                30,
                "lightsb",
                "Light Schrödinger bridge",
                "A. Korotin, N. Gushchin, E. Burnaev (2024), Light Schrödinger bridge, ICLR,"
                        + " arXiv:2310.01174",
                "A sum of Gaussians as potential gives the Schrödinger bridge between two clouds in"
                        + " closed form, fitted in seconds without simulation or networks.",
                "v(x) = Σ αₖ N(x | rₖ, ε Sₖ)\nmin L(θ) = E₀ log c(x₀) − E₁ log v(x₁)");
    }

    @Override
    public LightSbConfig quick() {
        return new LightSbConfig(
                List.of(2, 16),
                List.of(0.1, 1.0),
                3000,
                10_000,
                100,
                3000,
                500,
                5,
                500,
                1500,
                1,
                5);
    }

    @Override
    public LightSbConfig full() {
        return new LightSbConfig(
                List.of(2, 16, 64, 128),
                List.of(0.1, 1.0, 10.0),
                10_000,
                30_000,
                500,
                20_000,
                2000,
                5,
                2000,
                10_000,
                3,
                5);
    }

    @Override
    public Report run(LightSbConfig config, Run run) {
        var task = new LightSbTask(config, run.seeds());
        var cells = task.cells(config + " seed=" + run.seed());
        try (var store = CellStore.open(run.folder().resolve("cells.duckdb"))) {
            var results = LocalEngine.evaluate(cells, task, store, run);
            return new LightSbReport(config, run.seeds(), results).build();
        }
    }
}
