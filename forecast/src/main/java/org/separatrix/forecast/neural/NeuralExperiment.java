package org.separatrix.forecast.neural;

import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Experiment;
import org.separatrix.lab.LabException;
import org.separatrix.lab.MethodCard;
import org.separatrix.lab.Report;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.Run;
import org.separatrix.lab.bench.Cell;
import org.separatrix.lab.bench.CellResult;
import org.separatrix.lab.bench.CellStore;
import org.separatrix.lab.bench.LocalEngine;
import org.separatrix.learn.LearnException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;

/// Neural differential equations of every kind, each on a small problem whose answer is known.
public final class NeuralExperiment implements Experiment<NeuralConfig> {

    private static final List<NeuralCase> CASES =
            List.of(
                    new SolverCase(),
                    new GradientCase(),
                    new SpiralCase(),
                    new LatentCase(),
                    new DensityCase(),
                    new OscillatorCase(),
                    new LotkaVolterraCase(),
                    new PathLawCase());

    private static final ReadWriteLock PROCESS = new ReentrantReadWriteLock();

    @Override
    public MethodCard card() {
        return new MethodCard(
                16,
                "neural-de",
                "Neural differential equations",
                "P. Kidger (2021), On neural differential equations, thesis, University of Oxford,"
                        + " arXiv:2202.02435",
                "Networks as right-hand sides, trained through the solution: exact gradients at"
                        + " constant memory, irregular series, stochastic generators, densities,"
                        + " and laws read from a learned field.",
                "dz = f(t, z) dt + g(t, z) dX\nda/dt = −aᵀ ∂f/∂z");
    }

    @Override
    public NeuralConfig quick() {
        return new NeuralConfig(3, 0.1, "");
    }

    @Override
    public NeuralConfig full() {
        return new NeuralConfig(5, 1, "");
    }

    @Override
    public Report run(NeuralConfig config, Run run) {
        String setting = config + " seed=" + run.seed();
        var cells = new ArrayList<Cell>();
        var cases = chosen(config);
        for (var subject : cases) {
            for (String variant : subject.variants()) {
                for (int seed = 0; seed < subject.seeds(config); seed++) {
                    cells.add(new Cell(subject.name(), variant, seed, setting));
                }
            }
        }
        try (var store = CellStore.open(run.folder().resolve("cells.duckdb"))) {
            var trainings = run.folder().resolve("trainings");
            var results =
                    LocalEngine.evaluate(
                            cells,
                            c -> evaluate(c, config, run, keep(c, trainings, run)),
                            store,
                            run);
            // The cells are stored: nobody goes on with their trainings.
            Keep.clear(trainings);
            return report(cases, results);
        }
    }

    private static List<NeuralCase> chosen(NeuralConfig config) {
        if (!config.problems().isBlank()) {
            for (String name : config.names()) {
                if (CASES.stream().noneMatch(c -> c.name().equals(name))) {
                    throw new LabException(
                            "problems: no problem '%s'; there are %s"
                                    .formatted(
                                            name,
                                            CASES.stream()
                                                    .map(NeuralCase::name)
                                                    .collect(Collectors.joining(", "))));
                }
            }
        }
        return CASES.stream().filter(c -> config.wants(c.name())).toList();
    }

    private static Keep keep(Cell cell, Path folder, Run run) {
        return new Keep(
                (_, _, _) -> !run.cancelled().getAsBoolean(),
                folder.resolve("%s-%s-%d".formatted(cell.system(), cell.model(), cell.seed())),
                cell.setting());
    }

    private static CellResult evaluate(Cell cell, NeuralConfig config, Run run, Keep keep) {
        long start = System.nanoTime();
        var subject = named(cell.system());
        Lock turn = subject.alone(cell.model()) ? PROCESS.writeLock() : PROCESS.readLock();
        var seeds = run.seeds().child(cell.system()).child(Long.toString(cell.seed()));
        NeuralCase.Outcome outcome;
        turn.lock();
        try {
            outcome = subject.run(cell.model(), config, seeds, keep);
        } catch (LearnException e) {
            throw new LabException(String.valueOf(e.getMessage()), e);
        } finally {
            turn.unlock();
        }
        return new CellResult(
                cell,
                outcome.metrics(),
                (System.nanoTime() - start) / 1e9,
                ReportJson.MAPPER.writeValueAsString(outcome.details()),
                "");
    }

    private static NeuralCase named(String name) {
        return CASES.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    }

    private static Report report(List<NeuralCase> cases, List<CellResult> results) {
        var report = Report.titled("Neural differential equations");
        var claims = new ArrayList<Claim>();
        for (var subject : cases) {
            var own =
                    new CaseResults(
                            subject,
                            results.stream()
                                    .filter(r -> r.cell().system().equals(subject.name()))
                                    .toList());
            claims.addAll(subject.claims(own));
            var section = subject.section(own);
            report.section(section.title(), section.blocks());
        }
        claims.forEach(report::claim);
        long held = claims.stream().filter(Claim::holds).count();
        report.summary(
                "%d of %d claims hold over %d trainings."
                        .formatted(held, claims.size(), results.size()));
        report.section("Every training", table(results));
        return report.build();
    }

    private static Block table(List<CellResult> results) {
        var rows = new ArrayList<List<String>>();
        for (var result : results) {
            var metrics = new ArrayList<String>();
            result.metrics().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(e -> metrics.add(e.getKey() + " " + Claim.number(e.getValue())));
            rows.add(
                    List.of(
                            result.cell().system(),
                            result.cell().model(),
                            Long.toString(result.cell().seed()),
                            result.succeeded()
                                    ? String.join(", ", metrics)
                                    : "failed: " + result.failure(),
                            Claim.number(result.seconds())));
        }
        return new Block.Table(
                "Every training", List.of("problem", "variant", "seed", "scores", "seconds"), rows);
    }
}
