package org.separatrix.fields.causal;

import org.separatrix.learn.Kind;
import org.separatrix.learn.Precision;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;

import java.util.Arrays;
import java.util.List;

/// What the initial condition of a window observes of the window before.
final class Handover {

    private Handover() {}

    /// @return values of the observed formulas, one array a place
    static double[][] observed(PinnSolution before, double time, double[][] places) {
        var problem = before.problem();
        var settings = before.settings();
        var piece = before.windows().get(before.window(time));
        var points = new double[places.length][];
        for (int j = 0; j < places.length; j++) {
            points[j] = Collocation.point(time - piece.origin(), places[j]);
        }
        var network = settings.network(problem);
        var own = Arrays.copyOf(piece.theta(), Math.toIntExact(network.size()));
        try (var _ = new Scope();
                var weights = Weights.of(network, Kind.standard(Precision.DOUBLE), own)) {
            var set =
                    new PointSet(
                            problem.observed(),
                            problem,
                            settings.encoding(problem),
                            points,
                            piece.start(),
                            piece.origin());
            List<double[]> columns =
                    new TensorFormulas(set, Kind.standard(Precision.DOUBLE))
                            .values(network, weights).stream().map(Tensors::toArray).toList();
            var values = new double[places.length][columns.size()];
            for (int j = 0; j < places.length; j++) {
                for (int f = 0; f < columns.size(); f++) {
                    values[j][f] = columns.get(f)[j];
                }
            }
            return values;
        }
    }
}
