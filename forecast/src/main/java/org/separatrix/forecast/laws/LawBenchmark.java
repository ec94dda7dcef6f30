package org.separatrix.forecast.laws;

import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.FinishedParts;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Runs the benchmark of symbolic regression; every system searched is stored as it finishes.
public final class LawBenchmark {

    private final List<SparseTrial> trials = new ArrayList<>();
    private final List<LawRecovery> recoveries = new ArrayList<>();
    private final List<FoundLaw> evolved = new ArrayList<>();
    private final List<FoundLaw> written = new ArrayList<>();

    private LawBenchmark() {}

    /// @param flows for sparse regression
    /// @throws LabException for a system that is no flow or has no period
    /// @throws java.util.concurrent.CancellationException if the run is cancelled; what is found is
    ///   kept
    public static LawBenchmark run(List<SystemDescription> flows, LawSettings settings, Run run) {
        var benchmark = new LawBenchmark();
        for (var flow : flows) {
            run.check();
            var data = data(flow);
            benchmark.trials.add(SparseTrial.of(data));
            LawRecovery.of(data, run.seeds().of("law of " + flow.name()))
                    .ifPresent(benchmark.recoveries::add);
        }
        benchmark.search(
                benchmark.evolved,
                "evolution",
                settings,
                "trees=%d seed=%d".formatted(settings.trees(), run.seed()),
                LawSearch.evolution(settings.trees(), run),
                run);
        if (settings.updates() > 0) {
            benchmark.search(
                    benchmark.written,
                    "policy",
                    settings,
                    "updates=%d batch=%d seed=%d"
                            .formatted(settings.updates(), settings.batch(), run.seed()),
                    LawSearch.policy(settings.updates(), settings.batch(), run),
                    run);
        }
        return benchmark;
    }

    private void search(
            List<FoundLaw> found,
            String method,
            LawSettings settings,
            String asked,
            LawSearch.Search search,
            Run run) {
        var parts = FinishedParts.in(run.folder().resolve("laws"), asked, FoundLaw.class);
        for (String name : settings.systems()) {
            run.check();
            var kept = parts.find(method + "-" + name);
            run.progress()
                    .update(
                            found.size(),
                            settings.systems().size(),
                            "law of %s by %s%s"
                                    .formatted(name, method, kept.isEmpty() ? "" : ", resumed"));
            if (kept.isPresent()) {
                found.add(kept.get());
                continue;
            }
            var data = data(Catalog.system(name));
            long from = System.nanoTime();
            var components = new ArrayList<FoundLaw.Component>();
            for (int j = 0; j < data.dimension(); j++) {
                components.add(
                        FoundLaw.Component.of(
                                data,
                                j,
                                search.component(data, j),
                                run.seeds().child("box").of(name, j)));
            }
            var law = new FoundLaw(name, components, 1e-9 * (System.nanoTime() - from));
            parts.put(method + "-" + name, law);
            found.add(law);
        }
    }

    private static LawData data(SystemDescription system) {
        if (system.kind() != SystemDescription.Kind.FLOW || system.period().isEmpty()) {
            throw new LabException(
                    "%s is a %s%s; the laws of flows with a period are searched for"
                            .formatted(
                                    system.name(),
                                    system.kind().text(),
                                    system.period().isEmpty() ? " without a period" : ""));
        }
        return LawData.of(system);
    }

    /// What the paper and the method's card say, put to the test.
    public List<Claim> claims() {
        return report().claims();
    }

    /// Tables and pictures.
    public List<Block> blocks() {
        return report().blocks();
    }

    /// The recovery of a quadratic system.
    Optional<LawRecovery> recovery(String system) {
        return recoveries.stream().filter(r -> r.system().equals(system)).findFirst();
    }

    private LawReport report() {
        return new LawReport(trials, recoveries, evolved, written);
    }
}
