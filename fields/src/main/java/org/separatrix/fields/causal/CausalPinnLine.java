package org.separatrix.fields.causal;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.files.TrajectoryFiles;
import org.separatrix.dynamics.integrate.IntegrationException;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;

import java.util.ArrayList;
import java.util.List;

/// Solves a user's equations on a periodic line and tells how it went.
final class CausalPinnLine {

    private static final int MODES = 256;
    private static final int STEPS = 4000;
    private static final int FRAMES = 51;

    private CausalPinnLine() {}

    static Report solve(CausalPinnToolSettings settings, Run run) {
        if (!settings.unknown().isEmpty()) {
            throw new LabException(
                    "unknown parameters are found in ordinary equations only; leave equation"
                            + " empty");
        }
        var problem =
                PeriodicLine.problem(
                        settings.equation(),
                        settings.initial(),
                        settings.parameters(),
                        settings.domain(),
                        settings.initialWeight(),
                        settings.end());
        double window = settings.window() == 0 ? settings.end() : settings.window();
        var trainer = new PinnTrainer(problem, pinn(settings, window)).on(run.device());
        var solution =
                trainer.solve(
                        run.seeds(),
                        (w, windows, it) -> {
                            run.check();
                            if (it % 20 == 0) {
                                run.progress()
                                        .update(
                                                w,
                                                windows,
                                                "window %d of %d, iteration %d"
                                                        .formatted(w + 1, windows, it));
                            }
                        });
        write(run, settings, problem, solution);
        return report(problem, settings, solution);
    }

    private static PinnSettings pinn(CausalPinnToolSettings settings, double window) {
        boolean lm = settings.optimizer() == PinnSettings.Optimizer.LM;
        return new PinnSettings(
                settings.width(),
                settings.depth(),
                false,
                settings.harmonics(),
                List.of(),
                settings.times(),
                settings.places(),
                settings.random(),
                settings.causal() ? new Emphasis.Causal(CausalWeights.GATED) : new Emphasis.Equal(),
                new EpsilonSchedule(settings.epsilons(), settings.iterations(), lm ? 1 : 100),
                settings.optimizer(),
                !lm,
                new TimeMarching(window, window < settings.end() ? 0.01 : 0, false));
    }

    private static double[] times(double end, int count) {
        var times = new double[count];
        for (int i = 0; i < count; i++) {
            times[i] = end * i / (count - 1);
        }
        return times;
    }

    /// Columns `u[j]` at `x = low + j (high - low)/places`.
    private static void write(
            Run run, CausalPinnToolSettings settings, PinnProblem problem, PinnSolution solution) {
        double[] times = times(settings.end(), settings.points());
        var values = solution.at(times, problem.grid(settings.places()));
        int m = problem.fields();
        int width = m * settings.places();
        var names = new ArrayList<String>();
        for (String field : problem.residuals().fields()) {
            for (int j = 0; j < settings.places(); j++) {
                names.add("%s[%d]".formatted(field, j));
            }
        }
        var flat = new double[times.length * width];
        for (int i = 0; i < times.length; i++) {
            for (int j = 0; j < settings.places(); j++) {
                for (int f = 0; f < m; f++) {
                    flat[i * width + f * settings.places() + j] = values[i][j][f];
                }
            }
        }
        TrajectoryFiles.write(
                run.folder().resolve("solution.csv"), new Trajectory(times, flat, names));
        solution.write(run.folder().resolve("weights.safetensors"));
    }

    private static Report report(
            PinnProblem problem, CausalPinnToolSettings settings, PinnSolution solution) {
        double[] times = times(settings.end(), FRAMES);
        var values = solution.at(times, problem.grid(MODES));
        int m = problem.fields();
        var ours = new double[FRAMES][m * MODES];
        for (int i = 0; i < FRAMES; i++) {
            for (int j = 0; j < MODES; j++) {
                for (int f = 0; f < m; f++) {
                    ours[i][f * MODES + j] = values[i][j][f];
                }
            }
        }
        var blocks = new ArrayList<Block>();
        blocks.add(new Block.Text(comparison(problem, ours)));
        for (int f = 0; f < m; f++) {
            var own = new double[FRAMES][];
            for (int i = 0; i < FRAMES; i++) {
                own[i] = java.util.Arrays.copyOfRange(ours[i], f * MODES, (f + 1) * MODES);
            }
            blocks.add(
                    CausalPinnPictures.map(
                            problem.residuals().fields().get(f) + ", network",
                            times,
                            own,
                            problem.low()[0],
                            problem.periods()[0]));
        }
        return Report.titled("%s solved by networks".formatted(settings.equation().strip()))
                .summary(
                        "%d windows to t = %s; smallest causal weight %s, largest mean squared residual %s."
                                .formatted(
                                        solution.windows().size(),
                                        Claim.number(settings.end()),
                                        Claim.number(solution.smallestWeight()),
                                        Claim.number(solution.meanSquare())))
                .section("Solution", blocks)
                .section("Windows", CausalPinnToolReport.windows(solution))
                .build();
    }

    /// The distance to ETDRK4, and that of ETDRK4 to itself at twice the step.
    private static String comparison(PinnProblem problem, double[][] ours) {
        try {
            var fine = References.periodic(problem, MODES, FRAMES, STEPS / (FRAMES - 1));
            var coarse = References.periodic(problem, MODES, FRAMES, STEPS / (FRAMES - 1) / 2);
            var rows = new double[FRAMES][];
            java.util.Arrays.setAll(rows, coarse::state);
            return "Relative L2 difference to a spectral solver (256 modes, ETDRK4): %s. Its own between %d and %d steps: %s."
                    .formatted(
                            Claim.number(References.error(ours, fine, FRAMES)),
                            STEPS / 2,
                            STEPS,
                            Claim.number(References.error(rows, fine, FRAMES)));
        } catch (IntegrationException e) {
            return "The spectral solver gave up, so nothing is compared: " + e.getMessage();
        }
    }
}
