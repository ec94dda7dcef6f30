package org.separatrix.transport.lightsb;

import org.separatrix.analysis.transport.Sinkhorn;
import org.separatrix.analysis.transport.Wasserstein;
import org.separatrix.lab.Seeds;
import org.separatrix.transport.BrownianBridge;
import org.separatrix.transport.Sampler;

/// A snapshot held out and predicted as the middle of a bridge between its neighbours.
final class CellTask {

    static final double EPSILON = 0.1;
    private static final LightSettings SETTINGS =
            LightSettings.DEFAULT
                    .withEpsilon(EPSILON)
                    .withComponents(100)
                    .withWidth(0.1)
                    .withTraining(2000, 1e-2);

    private final LightSbConfig config;

    CellTask(LightSbConfig config) {
        this.config = config;
    }

    CellPopulation population(Seeds seeds, int draw) {
        return CellPopulation.of(config.cells(), config.cellDimension(), seeds, draw);
    }

    /// W1 between prediction and held-out snapshot, mean over the three middle times.
    double error(String solver, Seeds seeds) {
        var cells = population(seeds, 0);
        double sum = 0;
        int held = CellPopulation.TIMES - 2;
        for (int k = 1; k <= held; k++) {
            // The floor is what another draw of the same population scores.
            double[][] middle =
                    solver.equals("floor")
                            ? population(seeds, 1).snapshots()[k]
                            : predict(solver, cells, k, seeds.child("time " + k));
            sum += Wasserstein.exact(middle, cells.snapshots()[k], 1) / held;
        }
        return sum;
    }

    /// One predicted cell for each cell of the snapshot before time `k`.
    double[][] predict(String solver, CellPopulation cells, int k, Seeds seeds) {
        double[][] before = cells.snapshots()[k - 1];
        double[][] after = cells.snapshots()[k + 1];
        var random = seeds.of("bridges");
        var middle = new double[before.length][before[0].length];
        switch (solver) {
            case "light" -> {
                var settings = SETTINGS.withComponents(Math.min(100, after.length / 2));
                var bridge = settings.fit(Sampler.of(before), Sampler.of(after), seeds);
                for (int i = 0; i < middle.length; i++) {
                    double[] end = bridge.sampleConditional(before[i], random);
                    BrownianBridge.state(before[i], end, 0.5, EPSILON, random, middle[i]);
                }
            }
            case "sinkhorn-full" -> {
                var plan = Sinkhorn.of(EPSILON).between(before, after);
                for (int i = 0; i < middle.length; i++) {
                    double[] end = plan.sample(before[i], random);
                    BrownianBridge.state(before[i], end, 0.5, EPSILON, random, middle[i]);
                }
            }
            case "independent" -> {
                for (int i = 0; i < middle.length; i++) {
                    double[] end = after[random.nextInt(after.length)];
                    BrownianBridge.state(before[i], end, 0.5, EPSILON, random, middle[i]);
                }
            }
            default -> throw new IllegalArgumentException("no solver " + solver);
        }
        return middle;
    }
}
