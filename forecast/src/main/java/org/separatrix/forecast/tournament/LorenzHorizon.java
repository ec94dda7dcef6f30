package org.separatrix.forecast.tournament;

import org.separatrix.analysis.metrics.ForecastMetrics;
import org.separatrix.dynamics.catalog.Catalog;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.integrate.Integrators;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Nvar;
import org.separatrix.forecast.Tuning;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;

import java.util.List;
import java.util.stream.DoubleStream;

/// How far ahead Lorenz can be foreseen: with its equations and an inexact start, and with NVAR.
final class LorenzHorizon {

    private static final double STEP = 0.025;
    private static final double THRESHOLD = 0.5;
    private static final double TRANSIENT = 30;
    private static final double SPREAD = 500;
    private static final int HISTORY = 400;
    private static final double LYAPUNOV_TIMES = 20;

    private final SystemDescription lorenz = Catalog.system("Lorenz");
    private final double exponent;
    private final int starts;
    private final Seeds seeds;

    LorenzHorizon(int starts, Seeds seeds) {
        this.starts = starts;
        this.seeds = seeds;
        this.exponent = lorenz.invariants().largestLyapunov().orElseThrow().value();
    }

    /// Median Lyapunov times for which the true equations stay valid, over the classical estimate
    /// `ln(0.5 / error)`.
    ///
    /// @param error of the start, in standard deviations
    double perfect(double error) {
        var times = new double[starts];
        for (int i = 0; i < starts; i++) {
            var random = seeds.of("perfect model " + error, i);
            var truth = orbit(TRANSIENT + SPREAD * random.nextDouble(), horizon());
            double[] deviation = ForecastMetrics.deviation(truth.values());
            double[] start = truth.values()[0].clone();
            for (int j = 0; j < start.length; j++) {
                start[j] += error * deviation[j] * random.nextGaussian();
            }
            var forecast = integrate(start, 0, truth.size());
            times[i] =
                    ForecastMetrics.validSteps(truth.values(), forecast, deviation, THRESHOLD)
                            * STEP
                            * exponent;
        }
        return Standings.middle(times) / Math.log(THRESHOLD / error);
    }

    /// Median Lyapunov times for which NVAR with two delays and quadratic features stays valid
    /// after 400 rows; its ridge is chosen within them.
    double nvar() {
        var times = new double[starts];
        List<Forecaster> candidates =
                DoubleStream.of(1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4)
                        .<Forecaster>mapToObj(ridge -> new Nvar(2, 1, 2, ridge))
                        .toList();
        for (int i = 0; i < starts; i++) {
            var random = seeds.of("nvar", i);
            var all = orbit(TRANSIENT + SPREAD * random.nextDouble(), HISTORY + horizon());
            var history = all.slice(0, HISTORY);
            var truth = all.slice(HISTORY, all.size());
            var chosen = Tuning.choose(candidates, List.of(history), HISTORY / 16, 4, seeds);
            var forecast =
                    chosen.forecaster()
                            .fit(List.of(history), seeds)
                            .forecast(history, truth.size())
                            .mean();
            times[i] =
                    ForecastMetrics.validSteps(
                                    truth.values(),
                                    forecast.values(),
                                    ForecastMetrics.deviation(history.values()),
                                    THRESHOLD)
                            * STEP
                            * exponent;
        }
        return Standings.middle(times);
    }

    private int horizon() {
        return (int) Math.ceil(LYAPUNOV_TIMES / exponent / STEP);
    }

    private Segment orbit(double start, int rows) {
        double[] first =
                Integrators.named("auto")
                        .tolerance(1e-10, 1e-10)
                        .solve(lorenz.flow(), lorenz.initial(), new double[] {0, start})
                        .last();
        return new Segment(start, STEP, integrate(first, start, rows), lorenz.flow().names());
    }

    private double[][] integrate(double[] start, double from, int rows) {
        var times = new double[rows];
        for (int i = 0; i < rows; i++) {
            times[i] = from + i * STEP;
        }
        var orbit =
                Integrators.named("auto")
                        .tolerance(1e-11, 1e-11)
                        .solve(lorenz.flow(), start, times);
        var values = new double[rows][];
        for (int i = 0; i < rows; i++) {
            values[i] = orbit.state(i);
        }
        return values;
    }
}
