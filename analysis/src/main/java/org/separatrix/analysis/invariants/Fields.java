package org.separatrix.analysis.invariants;

import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.simulate.Systems;

import java.util.ArrayList;
import java.util.List;

/// Mean and standard deviation of each field of a partial differential equation, over space and the
/// last two thirds of a run.
///
/// @param means one a field
/// @param deviations one a field
record Fields(List<Double> means, List<Double> deviations) {

    /// Work of a run of [AnalysisSettings#DEFAULT], in values times steps of all solutions.
    private static final double AFFORDABLE = 5e7;

    /// Solutions that carry the tangent vectors of a large and of a small system.
    private static final int MANY = 32;

    private static final int FEW = 8;

    private static final int OUTPUTS = 600;

    /// The unit of lengths: the period, or a hundred steps.
    static double unit(SystemDescription system) {
        return system.period().orElse(100 * step(system));
    }

    private static double step(SystemDescription system) {
        return system.step().orElse(0.01);
    }

    /// Periods of a run of the exponents, no more than the settings ask for.
    static double affordablePeriods(SystemDescription system, AnalysisSettings settings) {
        int values = Systems.pde(system).names().size();
        int solutions = system.tags().contains("high-dimensional") ? MANY : FEW;
        double perPeriod = values * (unit(system) / step(system)) * solutions;
        double share = settings.periods() / AnalysisSettings.DEFAULT.periods();
        return Math.min(settings.periods(), Math.max(10, share * AFFORDABLE / perPeriod));
    }

    static Fields of(SystemDescription system, AnalysisSettings settings) {
        var pde = Systems.pde(system);
        double[] start =
                system.initial().length > 0 ? system.initial() : Systems.start(system, pde);
        double step = step(system);
        double periods = Math.min(affordablePeriods(system, settings), settings.periods());
        int every = (int) Math.max(1, Math.ceil(periods * unit(system) / step / OUTPUTS));
        var orbit = pde.solve(start, step, OUTPUTS, every, settings.cancelled());
        int n = pde.names().size() / pde.fields().size();
        var means = new ArrayList<Double>();
        var deviations = new ArrayList<Double>();
        for (int f = 0; f < pde.fields().size(); f++) {
            double sum = 0;
            double squares = 0;
            long count = 0;
            for (int row = OUTPUTS / 3; row < OUTPUTS; row++) {
                for (int j = f * n; j < (f + 1) * n; j++) {
                    double value = orbit.state(row, j);
                    sum += value;
                    squares += value * value;
                    count++;
                }
            }
            double mean = sum / count;
            means.add(mean);
            deviations.add(Math.sqrt(Math.max(0, squares / count - mean * mean)));
        }
        return new Fields(means, deviations);
    }
}
