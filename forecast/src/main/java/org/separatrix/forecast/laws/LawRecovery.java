package org.separatrix.forecast.dysts;

import org.separatrix.analysis.metrics.ForecastMetrics;
import org.separatrix.analysis.regression.PolynomialLibrary;
import org.separatrix.analysis.regression.SparseRegression;
import org.separatrix.dynamics.Flow;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.integrate.Integrators;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Whether sparse regression finds a quadratic system's law from exact slopes: 150 points at 15 a
/// period to learn from, 150 later ones to be tested on.
///
/// Source: Gilpin (2021), the benchmark of symbolic regression; Brunton, Proctor and Kutz (2016).
///
/// @param system its name
/// @param error test sMAPE, 0 to 2, median over components, with a threshold of 1e-3 and no ridge
/// @param terms whether exactly the terms of the law were kept
/// @param publishedError the same error with the paper's threshold of 0.1 and ridge of 0.05
record LawRecovery(String system, double error, boolean terms, double publishedError) {

    private static final int POINTS = 150;
    private static final int POINTS_PER_PERIOD = 15;
    private static final int DEGREE = 2;
    private static final double THRESHOLD = 1e-3;
    private static final double PUBLISHED_THRESHOLD = 0.1;
    private static final double PUBLISHED_RIDGE = 0.05;

    /// Part of the slope's size below which a coefficient is rounding.
    private static final double NOTHING = 1e-9;

    /// The error and the terms are as good as exact.
    boolean exact() {
        return terms && error < 1e-10;
    }

    /// The recovery of a flow; empty if it is no polynomial of degree 2 in its states.
    static Optional<LawRecovery> of(SystemDescription system, RandomGenerator random) {
        var flow = system.flow();
        int d = flow.dimension();
        var library = new PolynomialLibrary(d, DEGREE);
        var orbit = orbit(system);
        double[][] train = rows(orbit, 0);
        double[][] test = rows(orbit, POINTS);
        double[][] law = law(flow, library, train, random);
        if (law.length == 0) {
            return Optional.empty();
        }
        var slopes = slopes(flow, train);
        var values = values(library, train);
        double[][] found = SparseRegression.solve(values, slopes, THRESHOLD, 0);
        double[][] published =
                SparseRegression.solve(values, slopes, PUBLISHED_THRESHOLD, PUBLISHED_RIDGE);
        boolean terms = true;
        for (int j = 0; j < d; j++) {
            for (int k = 0; k < library.size(); k++) {
                terms &= (found[j][k] != 0) == (law[j][k] != 0);
            }
        }
        double[][] truth = slopes(flow, test);
        return Optional.of(
                new LawRecovery(
                        system.name(),
                        error(library, found, test, truth),
                        terms,
                        error(library, published, test, truth)));
    }

    private static Trajectory orbit(SystemDescription system) {
        double step = system.period().orElseThrow() / POINTS_PER_PERIOD;
        var times = new double[2 * POINTS];
        for (int i = 0; i < times.length; i++) {
            times[i] = i * step;
        }
        return Integrators.named("auto")
                .tolerance(1e-9, 1e-9)
                .solve(system.flow(), system.initial(), times);
    }

    private static double[][] rows(Trajectory orbit, int from) {
        var rows = new double[POINTS][];
        for (int i = 0; i < POINTS; i++) {
            rows[i] = orbit.state(from + i);
        }
        return rows;
    }

    private static double[][] slopes(Flow flow, double[][] points) {
        var slopes = new double[points.length][flow.dimension()];
        for (int i = 0; i < points.length; i++) {
            flow.derivative(0, points[i], slopes[i]);
        }
        return slopes;
    }

    private static double[][] values(PolynomialLibrary library, double[][] points) {
        var values = new double[points.length][library.size()];
        for (int i = 0; i < points.length; i++) {
            library.evaluate(points[i], values[i]);
        }
        return values;
    }

    /// Coefficients of the flow, from its values at random points of the box its orbit fills, which
    /// tell all terms apart; none if it is no polynomial of this degree.
    private static double[][] law(
            Flow flow, PolynomialLibrary library, double[][] orbit, RandomGenerator random) {
        double[][] points = box(orbit, 4 * library.size(), random);
        double[][] others = box(orbit, 4 * library.size(), random);
        double[][] law =
                SparseRegression.solve(values(library, points), slopes(flow, points), 0, 0);
        double[][] terms = values(library, others);
        double[][] slopes = slopes(flow, others);
        for (int j = 0; j < law.length; j++) {
            double size = 0;
            double worst = 0;
            for (int i = 0; i < others.length; i++) {
                size = Math.max(size, Math.abs(slopes[i][j]));
                worst = Math.max(worst, Math.abs(slopes[i][j] - dot(law[j], terms[i])));
            }
            if (!(worst <= NOTHING * size) && size > 0) {
                return new double[0][];
            }
            for (int k = 0; k < library.size(); k++) {
                double largest = 0;
                for (double[] row : terms) {
                    largest = Math.max(largest, Math.abs(row[k]));
                }
                if (Math.abs(law[j][k]) * largest <= NOTHING * size) {
                    law[j][k] = 0;
                }
            }
        }
        return law;
    }

    private static double[][] box(double[][] orbit, int count, RandomGenerator random) {
        int d = orbit[0].length;
        var points = new double[count][d];
        for (int j = 0; j < d; j++) {
            int column = j;
            var range = Arrays.stream(orbit).mapToDouble(x -> x[column]).summaryStatistics();
            double margin = 0.1 * (range.getMax() - range.getMin()) + 1e-3;
            for (double[] point : points) {
                point[j] = random.nextDouble(range.getMin() - margin, range.getMax() + margin);
            }
        }
        return points;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static double error(
            PolynomialLibrary library, double[][] law, double[][] points, double[][] truth) {
        double[][] terms = values(library, points);
        var errors = new double[law.length];
        for (int j = 0; j < law.length; j++) {
            var y = new double[points.length][1];
            var p = new double[points.length][1];
            for (int i = 0; i < points.length; i++) {
                y[i][0] = truth[i][j];
                p[i][0] = dot(law[j], terms[i]);
            }
            errors[j] = ForecastMetrics.smape(y, p) / 100;
        }
        Arrays.sort(errors);
        int n = errors.length;
        return 0.5 * (errors[(n - 1) / 2] + errors[n / 2]);
    }
}
