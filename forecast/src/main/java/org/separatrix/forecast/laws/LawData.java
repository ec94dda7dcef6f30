package org.separatrix.forecast.laws;

import org.separatrix.analysis.metrics.ForecastMetrics;
import org.separatrix.analysis.regression.FeatureLibrary;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.integrate.Integrators;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Points of a system with their exact slopes: 150 to learn from, the next 150 to be tested on, 15
/// a period.
///
/// @param points `[150][d]`
/// @param slopes `[150][d]`, per time unit
record LawData(
        SystemDescription system,
        List<String> names,
        double[][] points,
        double[][] slopes,
        double[][] testPoints,
        double[][] testSlopes) {

    private static final int POINTS = 150;
    private static final int POINTS_PER_PERIOD = 15;

    static LawData of(SystemDescription system) {
        double step = system.period().orElseThrow() / POINTS_PER_PERIOD;
        var times = new double[2 * POINTS];
        for (int i = 0; i < times.length; i++) {
            times[i] = i * step;
        }
        var flow = system.flow();
        var orbit =
                Integrators.named("auto")
                        .tolerance(1e-9, 1e-9)
                        .solve(flow, system.initial(), times);
        var points = new double[times.length][];
        var slopes = new double[times.length][flow.dimension()];
        for (int i = 0; i < times.length; i++) {
            points[i] = orbit.state(i);
            flow.derivative(times[i], points[i], slopes[i]);
        }
        return new LawData(
                system,
                orbit.names(),
                Arrays.copyOf(points, POINTS),
                Arrays.copyOf(slopes, POINTS),
                Arrays.copyOfRange(points, POINTS, times.length),
                Arrays.copyOfRange(slopes, POINTS, times.length));
    }

    int dimension() {
        return names.size();
    }

    /// Slopes of one component to learn from.
    double[] slopes(int component) {
        return Arrays.stream(slopes).mapToDouble(row -> row[component]).toArray();
    }

    /// Symmetric error of a component's test slopes, 0 to 2.
    ///
    /// @param said for each test point
    double error(int component, double[] said) {
        var truth = new double[said.length][1];
        var forecast = new double[said.length][1];
        for (int i = 0; i < said.length; i++) {
            truth[i][0] = testSlopes[i][component];
            forecast[i][0] = said[i];
        }
        return ForecastMetrics.smape(truth, forecast) / 100;
    }

    /// Test error of a sum of terms, median over components.
    ///
    /// @param coefficients `[component][term]`
    double error(FeatureLibrary library, double[][] coefficients) {
        double[][] terms = library.evaluate(testPoints);
        var errors = new double[coefficients.length];
        for (int j = 0; j < errors.length; j++) {
            var said = new double[terms.length];
            for (int i = 0; i < said.length; i++) {
                for (int k = 0; k < coefficients[j].length; k++) {
                    said[i] += coefficients[j][k] * terms[i][k];
                }
            }
            errors[j] = error(j, said);
        }
        return median(errors);
    }

    /// Random points of the box that the orbit fills and a tenth beyond, which tell apart what the
    /// orbit alone does not.
    double[][] box(int count, RandomGenerator random) {
        int d = dimension();
        var box = new double[count][d];
        for (int j = 0; j < d; j++) {
            int column = j;
            var range = Arrays.stream(points).mapToDouble(x -> x[column]).summaryStatistics();
            double margin = 0.1 * (range.getMax() - range.getMin()) + 1e-3;
            for (double[] point : box) {
                point[j] = random.nextDouble(range.getMin() - margin, range.getMax() + margin);
            }
        }
        return box;
    }

    /// NaN of nothing.
    static double median(double[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
    }
}
