package org.separatrix.fields.causal;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.lab.LabException;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.Run;
import org.separatrix.lab.bench.Cell;
import org.separatrix.lab.bench.CellResult;
import org.separatrix.lab.bench.LocalEngine;
import org.separatrix.learn.LearnException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Trains one case and measures it against a classical solver.
final class CausalPinnTask implements LocalEngine.Task {

    static final double LORENZ_STEP = 0.01;
    private static final int FRAMES = 51;
    private static final int PLACES = 256;
    private static final int PLANE_POINTS = 64;

    /// Most of the energy at wavenumber 2: what 16 x 16 places can tell apart.
    private static final double TURBULENCE_PEAK = 2;

    /// The start of Allen–Cahn has a kink where the line closes: 256 modes err by 1e-3 there.
    private static final int ALLEN_CAHN_MODES = 1024;

    private final CausalPinnConfig config;
    private final Run run;
    private final Map<String, Reference> references = new LinkedHashMap<>();

    private record Reference(Trajectory states, double seconds) {}

    /// What the report draws.
    ///
    /// @param times of the rows of `ours` and `truth`
    /// @param history of the first window
    /// @param rates convergence rate at the collocation times of the first window, may be empty
    /// @param windows mean squared residual and smallest weight of each window
    /// @param solver seconds that the classical solver took
    record Details(
            double[] times,
            double[][] ours,
            double[][] truth,
            FitHistory history,
            double[] rates,
            double[][] windows,
            double solver) {}

    CausalPinnTask(CausalPinnConfig config, Run run) {
        this.config = config;
        this.run = run;
    }

    @Override
    public CellResult evaluate(Cell cell) {
        try {
            return switch (cell.system()) {
                case "lorenz" -> lorenz(cell);
                case "navier-stokes" -> plane(cell);
                default -> line(cell);
            };
        } catch (LearnException e) {
            throw new LabException(String.valueOf(e.getMessage()), e);
        }
    }

    private PinnSolution solve(PinnTrainer trainer, Cell cell) {
        String name = cell.system() + " · " + cell.model() + " · seed " + cell.seed();
        var folder = run.folder().resolve("windows").resolve(name.replace(" · ", "-"));
        return trainer.solve(run.seeds().child(name), (_, _, _) -> run.check(), folder);
    }

    private CellResult lorenz(Cell cell) {
        boolean causal = cell.model().equals("causal");
        var problem = PinnProblems.lorenz(causal ? config.lorenzEnd() : 1);
        var settings =
                PinnPresets.LORENZ.scheduled(
                        EpsilonSchedule.decades(1e-3, 1e1, config.lorenzIterations(), 1));
        if (!causal) {
            settings = settings.emphasised(new Emphasis.Equal());
        }
        long begin = System.nanoTime();
        var trainer = new PinnTrainer(problem, settings);
        var solution = solve(trainer, cell);
        double seconds = (System.nanoTime() - begin) / 1e9;
        var ours = solution.trajectory((int) Math.rint(problem.end() / LORENZ_STEP) + 1);
        begin = System.nanoTime();
        var truth = References.ordinary(problem, ours.times());
        double solver = (System.nanoTime() - begin) / 1e9;
        double[][] rows = rows(ours);
        var metrics = metrics(solution, References.error(rows, truth, truth.size()));
        for (int mark : List.of(1, 5, 10, 15, 18, 20)) {
            int last = (int) Math.rint(mark / LORENZ_STEP);
            if (last < truth.size()) {
                metrics.put("error" + mark, References.error(rows, truth, last + 1));
            }
        }
        return result(cell, metrics, seconds, rows, truth, 4, 1, solution, trainer, solver);
    }

    private CellResult line(Cell cell) {
        var problem =
                switch (cell.system()) {
                    case "allen-cahn" -> PinnProblems.allenCahn();
                    case "ks-regular" -> PinnProblems.regular(config.regularEnd());
                    case "ks-chaotic" -> PinnProblems.chaotic(config.chaoticEnd());
                    case "convection" -> PinnProblems.convection(30);
                    case "reaction" -> PinnProblems.reaction(5);
                    default -> throw new IllegalArgumentException("no problem " + cell.system());
                };
        var settings = new CausalPinnVariants(config).settings(cell.system(), cell.model());
        long begin = System.nanoTime();
        var trainer = new PinnTrainer(problem, settings).on(run.device());
        var solution = solve(trainer, cell);
        double seconds = (System.nanoTime() - begin) / 1e9;
        var reference = reference(problem);
        var truth = reference.states();
        var values = solution.at(truth.times(), problem.grid(PLACES));
        var rows = new double[FRAMES][PLACES];
        for (int i = 0; i < FRAMES; i++) {
            for (int j = 0; j < PLACES; j++) {
                rows[i][j] = values[i][j][0];
            }
        }
        var metrics = metrics(solution, References.error(rows, truth, FRAMES));
        for (double mark : List.of(0.1, 0.2, 0.5)) {
            int last = (int) Math.rint(mark / problem.end() * (FRAMES - 1));
            if (last < FRAMES) {
                metrics.put("error" + mark, References.error(rows, truth, last + 1));
            }
        }
        windowErrors(solution, rows, truth, metrics);
        return result(
                cell, metrics, seconds, rows, truth, 1, 4, solution, trainer, reference.seconds());
    }

    /// The error of each window as `window1`, `window2` and so on, if there are several.
    private static void windowErrors(
            PinnSolution solution, double[][] rows, Trajectory truth, Map<String, Double> metrics) {
        int windows = solution.windows().size();
        double length = solution.settings().marching().length();
        for (int w = 0; windows > 1 && w < windows; w++) {
            int from = 0;
            while (truth.time(from) < w * length - 1e-9) {
                from++;
            }
            int to = from;
            while (to < truth.size() && truth.time(to) < (w + 1) * length + 1e-9) {
                to++;
            }
            metrics.put("window" + (w + 1), References.error(rows, truth, from, to));
        }
    }

    /// Incompressible flow: errors are those of the vorticity at the end.
    private CellResult plane(Cell cell) {
        var turbulence =
                TurbulenceCase.of(
                        TURBULENCE_PEAK, 100, 0.1, run.seeds().of("turbulence", (int) cell.seed()));
        var settings =
                PinnPresets.TURBULENCE.scheduled(
                        EpsilonSchedule.decades(1e-3, 1, config.turbulenceIterations(), 1));
        long begin = System.nanoTime();
        var trainer = new PinnTrainer(turbulence.problem(), settings).on(run.device());
        var solution = solve(trainer, cell);
        double seconds = (System.nanoTime() - begin) / 1e9;
        begin = System.nanoTime();
        var truth = turbulence.reference(PLANE_POINTS);
        double solver = (System.nanoTime() - begin) / 1e9;
        double[][] rows = TurbulenceCase.vorticity(solution, turbulence.end(), PLANE_POINTS);
        var last = new Trajectory(new double[] {turbulence.end()}, truth.last(), truth.names());
        var metrics = metrics(solution, References.error(new double[][] {rows[1]}, last, 1));
        metrics.put("frozen", References.error(new double[][] {truth.state(0)}, last, 1));
        return result(cell, metrics, seconds, rows, truth, 1, 1, solution, trainer, solver);
    }

    /// The classical solution, worked out once for all trainings.
    private synchronized Reference reference(PinnProblem problem) {
        return references.computeIfAbsent(
                problem.name(),
                _ -> {
                    long begin = System.nanoTime();
                    var states =
                            switch (problem.name()) {
                                case "allen-cahn" ->
                                        thinned(
                                                References.periodic(
                                                        problem, ALLEN_CAHN_MODES, FRAMES, 100));
                                case "ks-regular" ->
                                        References.periodic(
                                                problem,
                                                PLACES,
                                                FRAMES,
                                                (int) Math.ceil(400 * problem.end()));
                                case "ks-chaotic" ->
                                        thinned(
                                                References.periodic(
                                                        problem,
                                                        2 * PLACES,
                                                        FRAMES,
                                                        (int) Math.ceil(2000 * problem.end())));
                                default -> References.periodic(problem, PLACES, FRAMES, 40);
                            };
                    return new Reference(states, (System.nanoTime() - begin) / 1e9);
                });
    }

    /// The values at the places at which errors are measured.
    private static Trajectory thinned(Trajectory fine) {
        int stride = fine.dimension() / PLACES;
        var values = new double[fine.size() * PLACES];
        for (int i = 0; i < fine.size(); i++) {
            for (int j = 0; j < PLACES; j++) {
                values[i * PLACES + j] = fine.state(i, j * stride);
            }
        }
        return new Trajectory(fine.times(), values, fine.names().subList(0, PLACES));
    }

    private static Map<String, Double> metrics(PinnSolution solution, double error) {
        var metrics = new LinkedHashMap<String, Double>();
        metrics.put("error", error);
        metrics.put("smallest", solution.smallestWeight());
        metrics.put("square", solution.meanSquare());
        metrics.put(
                "converged",
                solution.windows().stream().allMatch(w -> w.history().converged()) ? 1.0 : 0.0);
        metrics.put(
                "iterations",
                (double) solution.windows().stream().mapToInt(w -> w.history().count()).sum());
        return metrics;
    }

    private static double[][] rows(Trajectory trajectory) {
        var rows = new double[trajectory.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = trajectory.state(i);
        }
        return rows;
    }

    private static CellResult result(
            Cell cell,
            Map<String, Double> metrics,
            double seconds,
            double[][] ours,
            Trajectory truth,
            int everyRow,
            int everyColumn,
            PinnSolution solution,
            PinnTrainer trainer,
            double solver) {
        int n = (ours.length + everyRow - 1) / everyRow;
        int m = (truth.dimension() + everyColumn - 1) / everyColumn;
        var times = new double[n];
        var a = new double[n][m];
        var b = new double[n][m];
        for (int i = 0; i < n; i++) {
            times[i] = truth.time(i * everyRow);
            for (int j = 0; j < m; j++) {
                a[i][j] = ours[i * everyRow][j * everyColumn];
                b[i][j] = truth.state(i * everyRow, j * everyColumn);
            }
        }
        var windows = new double[solution.windows().size()][];
        for (int w = 0; w < windows.length; w++) {
            var history = solution.windows().get(w).history();
            windows[w] = new double[] {history.meanSquare(), history.lastWeight()};
        }
        boolean plain = !solution.settings().gated() && !solution.settings().random();
        var details =
                new Details(
                        times,
                        a,
                        b,
                        solution.windows().getFirst().history(),
                        plain ? trainer.rates(solution, 0) : new double[0],
                        windows,
                        solver);
        return new CellResult(
                cell, metrics, seconds, ReportJson.MAPPER.writeValueAsString(details), "");
    }
}
