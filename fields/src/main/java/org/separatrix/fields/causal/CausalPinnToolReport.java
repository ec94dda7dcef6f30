package org.separatrix.fields.causal;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.data.Dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What the tool tells.
final class CausalPinnToolReport {

    private CausalPinnToolReport() {}

    static Report of(
            CausalPinnToolSettings settings,
            Optional<Dataset> data,
            PinnProblem problem,
            PinnSolution solution,
            Trajectory ours) {
        var builder =
                Report.titled("%s solved by networks".formatted(problem.name()))
                        .summary(
                                "%d windows to t = %s; smallest causal weight %s, largest mean squared residual %s (scaled)."
                                        .formatted(
                                                solution.windows().size(),
                                                Claim.number(settings.end()),
                                                Claim.number(solution.smallestWeight()),
                                                Claim.number(solution.meanSquare())));
        var blocks = new ArrayList<Block>();
        solution.found()
                .forEach((name, value) ->
                        blocks.add(new Block.Text("%s = %s".formatted(name, Claim.number(value)))));
        for (int j = 0; j < problem.fields(); j++) {
            var series = new ArrayList<Block.Series>();
            series.add(Block.Series.of("network", ours.times(), ours.column(j)));
            String name = problem.residuals().fields().get(j);
            data.filter(d -> d.channels().contains(name))
                    .ifPresent(d -> series.add(dots(d.trajectories().getFirst(), name, settings)));
            blocks.add(
                    new Block.LinePlot(name, Block.Axes.linear("time", name), series, List.of()));
        }
        if (settings.unknown().isEmpty()) {
            double[][] rows = new double[ours.size()][];
            Arrays.setAll(rows, ours::state);
            var truth = References.ordinary(problem, ours.times());
            blocks.addFirst(
                    new Block.Text(
                            "Relative L2 difference to Taylor's method at tolerance 1e-13: %s."
                                    .formatted(
                                            Claim.number(
                                                    References.error(rows, truth, truth.size())))));
        }
        builder.section("Solution", blocks);
        builder.section("Windows", windows(solution));
        return builder.build();
    }

    private static Block.Series dots(
            Trajectory trajectory, String name, CausalPinnToolSettings settings) {
        double[] times =
                Arrays.stream(trajectory.times())
                        .map(t -> t - trajectory.time(0))
                        .filter(t -> t <= settings.end())
                        .toArray();
        return new Block.Series(
                "data", times, Arrays.copyOf(trajectory.column(name), times.length), true);
    }

    static Block windows(PinnSolution solution) {
        var rows = new ArrayList<List<String>>();
        for (var piece : solution.windows()) {
            var h = piece.history();
            rows.add(
                    List.of(
                            Claim.number(piece.origin()),
                            Integer.toString(h.count()),
                            Claim.number(h.meanSquare()),
                            Claim.number(h.lastWeight()),
                            h.converged() ? "yes" : "no"));
        }
        return new Block.Table(
                "",
                List.of(
                        "from",
                        "iterations",
                        "mean squared residual",
                        "smallest weight",
                        "converged"),
                rows);
    }
}
