package org.separatrix.analysis.invariants;

import org.separatrix.dynamics.catalog.Estimate;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.catalog.SystemDescription.Kind;
import org.separatrix.dynamics.simulate.Simulation;
import org.separatrix.dynamics.simulate.SimulationSettings;

import java.util.ArrayList;
import java.util.List;

/// Mean and standard deviation of each state of a system that chance drives, over independent runs.
///
/// @param means one a state
/// @param deviations one a state
/// @param remarks the same with standard errors from the spread between the runs, a line a state
record Moments(List<Double> means, List<Double> deviations, List<String> remarks) {

    private static final int RUNS = 16;
    private static final int POINTS = 1001;

    /// Steps of a stochastic equation from one output to the next.
    private static final int STEPS = 10;

    /// Outputs left out at the beginning.
    private static final int SKIPPED = POINTS / 5;

    static Moments of(SystemDescription system, AnalysisSettings settings) {
        var simulation = Simulation.of(system);
        var base =
                SimulationSettings.DEFAULT.withPoints(POINTS).withCancelled(settings.cancelled());
        if (system.kind() == Kind.STOCHASTIC) {
            base = base.withEvery(STEPS * system.step().orElse(0.01));
        }
        double[][] sums = null;
        List<String> names = List.of();
        for (int run = 0; run < RUNS; run++) {
            var orbit = simulation.run(base.withSeed(settings.seed() + run));
            names = orbit.names();
            if (sums == null) {
                sums = new double[2 * names.size()][RUNS];
            }
            for (int j = 0; j < names.size(); j++) {
                for (int i = SKIPPED; i < orbit.size(); i++) {
                    double value = orbit.state(i, j);
                    sums[2 * j][run] += value / (orbit.size() - SKIPPED);
                    sums[2 * j + 1][run] += value * value / (orbit.size() - SKIPPED);
                }
            }
        }
        var means = new ArrayList<Double>();
        var deviations = new ArrayList<Double>();
        var remarks = new ArrayList<String>();
        for (int j = 0; j < names.size() && sums != null; j++) {
            var mean = estimate(sums[2 * j]);
            double square = estimate(sums[2 * j + 1]).value();
            double deviation = Math.sqrt(Math.max(0, square - mean.value() * mean.value()));
            means.add(mean.value());
            deviations.add(deviation);
            remarks.add(
                    "mean of %s over %d runs: %s, deviation %.4g"
                            .formatted(names.get(j), RUNS, mean, deviation));
        }
        return new Moments(means, deviations, remarks);
    }

    private static Estimate estimate(double[] runs) {
        double mean = 0;
        for (double run : runs) {
            mean += run / runs.length;
        }
        double squares = 0;
        for (double run : runs) {
            squares += (run - mean) * (run - mean);
        }
        return new Estimate(mean, Math.sqrt(squares / (runs.length - 1.0) / runs.length));
    }
}
