package org.separatrix.forecast.laws;

import org.separatrix.analysis.regression.PolynomialLibrary;
import org.separatrix.analysis.regression.SparseRegression;
import org.separatrix.dynamics.Flow;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// Whether sparse regression finds a quadratic system's law exactly.
///
/// Source: Gilpin (2021), the benchmark of symbolic regression; Brunton, Proctor and Kutz (2016).
///
/// @param system its name
/// @param error test error with a threshold of 1e-3 and no ridge
/// @param terms whether exactly the terms of the law were kept
/// @param publishedError the same error with the paper's threshold of 0.1 and ridge of 0.05
/// @param publishedTerms whether exactly the terms of the law were kept then
/// @param smallest size of the law's smallest coefficient
record LawRecovery(
        String system,
        double error,
        boolean terms,
        double publishedError,
        boolean publishedTerms,
        double smallest) {

    /// Part of the slope's size below which a coefficient is rounding.
    private static final double NOTHING = 1e-9;

    /// The error and the terms are as good as exact.
    boolean exact() {
        return terms && error < 1e-10;
    }

    /// The recovery of a flow; empty if it is no polynomial of degree 2 in its states.
    static Optional<LawRecovery> of(LawData data, RandomGenerator random) {
        var library = new PolynomialLibrary(data.dimension(), SparseTrial.DEGREE);
        double[][] law = law(data, library, random);
        if (law.length == 0) {
            return Optional.empty();
        }
        var values = library.evaluate(data.points());
        double[][] found = SparseRegression.solve(values, data.slopes(), SparseTrial.FINE, 0);
        double[][] published =
                SparseRegression.solve(
                        values, data.slopes(), SparseTrial.PUBLISHED, SparseTrial.RIDGE);
        double smallest = Double.POSITIVE_INFINITY;
        for (double[] row : law) {
            for (double c : row) {
                smallest = c == 0 ? smallest : Math.min(smallest, Math.abs(c));
            }
        }
        return Optional.of(
                new LawRecovery(
                        data.system().name(),
                        data.error(library, found),
                        sameTerms(law, found),
                        data.error(library, published),
                        sameTerms(law, published),
                        smallest));
    }

    private static boolean sameTerms(double[][] law, double[][] found) {
        for (int j = 0; j < law.length; j++) {
            for (int k = 0; k < law[j].length; k++) {
                if ((found[j][k] != 0) != (law[j][k] != 0)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Coefficients of the flow, from its values at random points of the box its orbit fills, which
    /// tell all terms apart; none if it is no polynomial of this degree.
    private static double[][] law(LawData data, PolynomialLibrary library, RandomGenerator random) {
        var flow = data.system().flow();
        double[][] points = data.box(4 * library.size(), random);
        double[][] others = data.box(4 * library.size(), random);
        double[][] law =
                SparseRegression.solve(library.evaluate(points), slopes(flow, points, 0), 0, 0);
        double[][] terms = library.evaluate(others);
        // At another time: a flow driven by time is no polynomial of its states.
        double[][] slopes = slopes(flow, others, data.system().period().orElseThrow() / 3);
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

    private static double[][] slopes(Flow flow, double[][] points, double time) {
        var slopes = new double[points.length][flow.dimension()];
        for (int i = 0; i < points.length; i++) {
            flow.derivative(time, points[i], slopes[i]);
        }
        return slopes;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
