package org.separatrix.fields.causal;

import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.files.TrajectoryFiles;
import org.separatrix.lab.Claim;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.Tool;
import org.separatrix.lab.data.Dataset;
import org.separatrix.learn.LearnException;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Solves a user's differential equations by networks: ordinary ones, whose parameters it also
/// finds from data, and evolution equations on a periodic line ([CausalPinnLine]).
public final class CausalPinnTool implements Tool<CausalPinnToolSettings> {

    private static final int HALVINGS = 7;
    private static final double ENOUGH = 0.5;

    @Override
    public String name() {
        return "causal-pinn";
    }

    @Override
    public String purpose() {
        return "differentiable solution of your equations by networks; finds parameters from data";
    }

    @Override
    public CausalPinnToolSettings defaults() {
        return CausalPinnToolSettings.DEFAULT;
    }

    @Override
    public boolean needsData() {
        return false;
    }

    @Override
    public Report apply(CausalPinnToolSettings settings, Optional<Dataset> data, Run run) {
        try {
            return settings.equation().isBlank()
                    ? solve(settings, data, run)
                    : CausalPinnLine.solve(settings, run);
        } catch (LearnException e) {
            throw new LabException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Report solve(CausalPinnToolSettings settings, Optional<Dataset> data, Run run) {
        var description = Catalog.resolve(settings.system());
        if (description.kind() != SystemDescription.Kind.FLOW) {
            throw new LabException(
                    "%s is a %s; causal-pinn solves ordinary differential equations"
                            .formatted(description.name(), description.kind().text()));
        }
        if (!settings.unknown().isEmpty() && data.isEmpty()) {
            throw new LabException("unknown parameters need --data to be found from");
        }
        var system = description.system();
        var residuals =
                Formulas.residuals(system, PinnProblems.TIME, Set.copyOf(system.parameters()));
        double[] start = start(settings, description, data, system.states());
        double window = window(settings, description);
        var solution = attempt(settings, description, residuals, data, start, window, run);
        for (int halving = 0; settings.window() == 0 && halving < HALVINGS; halving++) {
            if (settled(solution.windows().getLast())) {
                break;
            }
            window /= 2;
            solution = attempt(settings, description, residuals, data, start, window, run);
        }
        var problem = solution.problem();
        if (solution.windows().size() < solution.settings().marching().windows(settings.end())) {
            throw new LabException(
                    "a window of %s at time %s did not converge (smallest weight %s); raise iterations, width or times, or give a shorter window"
                            .formatted(
                                    Claim.number(window),
                                    Claim.number(solution.windows().getLast().origin()),
                                    Claim.number(solution.smallestWeight())));
        }
        var trajectory = solution.trajectory(settings.points());
        TrajectoryFiles.write(run.folder().resolve("solution.csv"), trajectory);
        solution.write(run.folder().resolve("weights.safetensors"));
        return CausalPinnToolReport.of(settings, data, problem, solution, trajectory);
    }

    /// Whether the next window may begin from this one.
    private static boolean settled(PinnSolution.Piece piece) {
        return piece.history().lastWeight() > ENOUGH;
    }

    private static PinnSolution attempt(
            CausalPinnToolSettings settings,
            SystemDescription description,
            Formulas residuals,
            Optional<Dataset> data,
            double[] start,
            double window,
            Run run) {
        double[] scale = scale(description, start, window);
        var weights = new double[scale.length];
        for (int j = 0; j < weights.length; j++) {
            // Dimensionless, and of the size that epsilon was chosen for.
            weights[j] = Math.pow(20 * window / scale[j], 2);
        }
        var problem =
                PinnProblem.ordinary(description.name(), residuals, start, scale, settings.end())
                        .weighted(weights)
                        .unknown(settings.unknown());
        var trainer =
                new PinnTrainer(
                        problem,
                        pinn(settings, window),
                        settings.unknown().isEmpty()
                                ? PinnTrainer.Data.NONE
                                : observed(settings, data.orElseThrow(), problem),
                        run.device());
        return trainer.solve(
                run.seeds(),
                (w, windows, it) -> {
                    run.check();
                    if (it % 20 == 0) {
                        run.progress()
                                .update(
                                        w,
                                        windows,
                                        "window %d of %d of length %s, iteration %d"
                                                .formatted(
                                                        w + 1, windows, Claim.number(window), it));
                    }
                },
                CausalPinnTool::settled);
    }

    private static double[] start(
            CausalPinnToolSettings settings,
            SystemDescription description,
            Optional<Dataset> data,
            List<String> states) {
        if (settings.start().isEmpty() && data.isPresent() && !settings.unknown().isEmpty()) {
            return columns(data.get(), states)[0].clone();
        }
        double[] start =
                settings.start().isEmpty()
                        ? description.initial().clone()
                        : settings.start().stream().mapToDouble(Double::doubleValue).toArray();
        if (start.length != states.size()) {
            throw new LabException(
                    "start needs %d values for %s, got %d"
                            .formatted(states.size(), String.join(", ", states), start.length));
        }
        return start;
    }

    private static double window(CausalPinnToolSettings settings, SystemDescription description) {
        double wanted = settings.window();
        if (wanted == 0) {
            wanted = description.period().orElse(settings.end()) / 3;
            return settings.end() / Math.ceil(settings.end() / wanted - 1e-9);
        }
        return wanted;
    }

    /// How far each state can move within a window.
    private static double[] scale(SystemDescription description, double[] start, double window) {
        var slope = new double[start.length];
        description.flow().derivative(0, start, slope);
        var scale = new double[start.length];
        double largest = 0;
        for (int j = 0; j < scale.length; j++) {
            scale[j] = Math.max(Math.abs(start[j]), Math.abs(slope[j]) * window);
            largest = Math.max(largest, scale[j]);
        }
        for (int j = 0; j < scale.length; j++) {
            scale[j] = Math.max(scale[j], largest == 0 ? 1 : 0.1 * largest);
        }
        return scale;
    }

    private static PinnSettings pinn(CausalPinnToolSettings settings, double window) {
        return new PinnSettings(
                settings.width(),
                settings.depth(),
                false,
                0,
                List.of(),
                settings.times(),
                1,
                false,
                settings.causal()
                        ? new Emphasis.Causal(CausalWeights.RESIDUALS)
                        : new Emphasis.Equal(),
                new EpsilonSchedule(settings.epsilons(), settings.iterations(), 1),
                PinnSettings.Optimizer.LM,
                false,
                new TimeMarching(window, 0.1, false));
    }

    private static PinnTrainer.Data observed(
            CausalPinnToolSettings settings, Dataset data, PinnProblem problem) {
        var trajectory = data.trajectories().getFirst();
        double[][] values = columns(data, problem.residuals().fields());
        var times = new double[values.length];
        for (int i = 0; i < times.length; i++) {
            times[i] = trajectory.time(i) - trajectory.time(0);
        }
        return new PinnTrainer.Data(times, values, settings.dataWeight());
    }

    /// Rows of the states that the data have; NaN for the others.
    private static double[][] columns(Dataset data, List<String> states) {
        var trajectory = data.trajectories().getFirst();
        var names = data.channels();
        if (states.stream().noneMatch(names::contains)) {
            throw new LabException(
                    "%s has no column of the states %s; it has %s"
                            .formatted(
                                    data.name(),
                                    String.join(", ", states),
                                    String.join(", ", names)));
        }
        var rows = new double[trajectory.size()][states.size()];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < states.size(); j++) {
                int column = names.indexOf(states.get(j));
                rows[i][j] = column < 0 ? Double.NaN : trajectory.state(i, column);
            }
        }
        return rows;
    }
}
