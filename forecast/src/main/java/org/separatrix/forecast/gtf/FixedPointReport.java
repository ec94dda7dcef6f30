package org.separatrix.forecast.gtf;

import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The fixed points of the maps that adaptive forcing learned of the Lorenz system, beside the true
/// ones.
final class FixedPointReport {

    private static final int STARTS = 400;

    private final List<Gtf.Fitted> models;
    private final double[][] test;

    /// @param models the best first
    /// @param test the clean orbit that the search starts from
    FixedPointReport(List<Gtf.Fitted> models, double[][] test) {
        this.models = models;
        this.test = test;
    }

    /// The spiral points, then the origin.
    private static List<double[]> truth() {
        double c = Math.sqrt(8.0 / 3 * 27);
        return List.of(new double[] {c, c, 27}, new double[] {-c, -c, 27}, new double[] {0, 0, 0});
    }

    private List<Cycles.Cycle> of(Gtf.Fitted model) {
        double[][] states = model.scaling().apply(test);
        var starts = new ArrayList<double[]>();
        for (int i = 0; i < states.length; i += Math.max(1, states.length / STARTS)) {
            starts.add(states[i]);
        }
        for (double[] point : truth()) {
            starts.add(model.scaling().apply(point));
        }
        return Cycles.find(model.map(), 1, starts);
    }

    /// Distance of the spiral point that is worst matched, whatever its stability or among unstable
    /// points alone.
    private double worst(Gtf.Fitted model, boolean unstable) {
        var found = of(model);
        double worst = 0;
        for (double[] point : truth().subList(0, 2)) {
            double[] wanted = model.scaling().apply(point);
            double nearest =
                    found.stream()
                            .filter(c -> !unstable || !c.stable())
                            .mapToDouble(c -> distance(c.points().getFirst(), wanted))
                            .min()
                            .orElse(Double.POSITIVE_INFINITY);
            worst = Math.max(worst, nearest);
        }
        return worst;
    }

    private static double distance(double[] a, double[] b) {
        double square = 0;
        for (int i = 0; i < a.length; i++) {
            square += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(square);
    }

    List<Claim> claims(String paper) {
        var best = models.getFirst();
        double[] all = models.stream().mapToDouble(m -> worst(m, false)).sorted().toArray();
        return List.of(
                Claim.atMost(
                        "fixed-points",
                        "The two unstable spiral points of the best map are found within 0.3"
                                + " standard deviations.",
                        paper,
                        0.3,
                        worst(best, true)),
                Claim.atMost(
                        "fixed-points-place",
                        "Stable or not, the two spiral points are found within 0.3 standard"
                                + " deviations (median over maps of the worse of the two).",
                        paper,
                        0.3,
                        0.5 * (all[(all.length - 1) / 2] + all[all.length / 2])));
    }

    Block table() {
        var rows = new ArrayList<List<String>>();
        for (int k = 0; k < models.size(); k++) {
            var model = models.get(k);
            for (var point : of(model)) {
                double[] z = model.scaling().undo(point.points().getFirst());
                var moduli = Arrays.stream(point.multipliers()).mapToObj(Claim::number).toList();
                rows.add(
                        List.of(
                                Integer.toString(k + 1),
                                Claim.number(z[0]),
                                Claim.number(z[1]),
                                Claim.number(z[2]),
                                String.join(", ", moduli),
                                point.stable() ? "stable" : "unstable"));
            }
        }
        return new Block.Table(
                "Maps by D_stsp, the best first. Truth: (±8.485, ±8.485, 27) with modulus 1.001"
                        + " and the origin, all unstable",
                List.of("map", "x", "y", "z", "moduli of eigenvalues", "stability"),
                rows);
    }
}
