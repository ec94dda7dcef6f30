package org.separatrix.networks.ntk;

import org.separatrix.lab.Experiment;
import org.separatrix.lab.MethodCard;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.bench.Cell;
import org.separatrix.lab.bench.CellStore;
import org.separatrix.lab.bench.LocalEngine;

import java.util.ArrayList;
import java.util.List;

/// Wide networks against their limit: kernels, drift, ensembles, training curves, components,
/// regression.
public final class NtkExperiment implements Experiment<NtkConfig> {

    /// Networks whose training is compared with function space.
    static final int FLOW_NETS = 3;

    /// Networks trained along components, for each width.
    static final int COMPONENT_NETS = 2;

    @Override
    public MethodCard card() {
        return new MethodCard(
                46,
                "ntk",
                "Neural tangent kernel",
                "A. Jacot, F. Gabriel, C. Hongler (2018), Neural tangent kernel: convergence and"
                        + " generalization in neural networks, NeurIPS, arXiv:1806.07572",
                "Wide networks train like kernel regression: the kernel, the training curves, the"
                        + " spread over initialisations and the order of learning are known"
                        + " beforehand.",
                "df/dt = −Θ (f − y)/N\nΘ(x, x′) = ⟨∂f(x)/∂θ, ∂f(x′)/∂θ⟩");
    }

    @Override
    public NtkConfig quick() {
        return new NtkConfig(
                List.of(100, 250, 500, 1000, 2000),
                20,
                16,
                2,
                500,
                50,
                1000,
                1000,
                List.of(100, 1000),
                128,
                512);
    }

    @Override
    public NtkConfig full() {
        return new NtkConfig(
                List.of(100, 250, 500, 1000, 2000, 5000, 10_000),
                40,
                64,
                5,
                1000,
                100,
                1000,
                2000,
                List.of(100, 1000, 10_000),
                512,
                2000);
    }

    @Override
    public Report run(NtkConfig config, Run run) {
        var cells = new ArrayList<Cell>();
        String setting = config + " seed=" + run.seed();
        // The longest first, so that the last to finish is short.
        for (int width : config.widths().reversed()) {
            for (int net = 0; net < config.driftNets(); net++) {
                cells.add(new Cell("drift", "width " + width, net, setting));
            }
        }
        for (int width : config.componentWidths().reversed()) {
            for (int net = 0; net < COMPONENT_NETS; net++) {
                cells.add(new Cell("components", "width " + width, net, setting));
            }
            cells.add(new Cell("second component", "width " + width, 0, setting));
        }
        for (int net = 0; net < FLOW_NETS; net++) {
            cells.add(new Cell("flow", "width " + config.flowWidth(), net, setting));
        }
        for (int net = 0; net < config.nets(); net++) {
            cells.add(new Cell("ensemble", "width " + config.bandWidth(), net, setting));
            cells.add(new Cell("ensemble", "width 50", net, setting));
        }
        for (int width : config.widths().reversed()) {
            for (int net = 0; net < config.inits(); net++) {
                cells.add(new Cell("kernel", "width " + width, net, setting));
            }
        }
        cells.add(new Cell("digits", "regression", 0, setting));
        cells.add(new Cell("noise", "early stopping", 0, setting));
        var task = new NtkTask(config, run);
        try (var store = CellStore.open(run.folder().resolve("cells.duckdb"))) {
            return new NtkReport(config, LocalEngine.evaluate(cells, task, store, run)).build();
        }
    }
}
