package org.separatrix.forecast.neural;

import org.separatrix.analysis.regression.PolynomialLibrary;
import org.separatrix.analysis.regression.SparseRegression;
import org.separatrix.equations.Equations;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Simplifier;
import org.separatrix.lab.Seeds;

import java.util.ArrayList;
import java.util.List;

/// The law of an oscillator by sparse regression on polynomials (SINDy), a rival of
/// [SymbolicDynamics].
final class SparsePolynomials {

    static final int DEGREE = 5;

    private static final List<String> NAMES = List.of("x0", "x1");
    private static final double[] THRESHOLDS = {0.003, 0.01, 0.03, 0.1};

    private SparsePolynomials() {}

    /// Sparse regression on monomials; the threshold is the one that does best on other samples.
    static List<Expression> sindy(Oscillations data, Seeds seeds) {
        var training = data.slopes(2000, seeds.of("points"));
        var held = data.slopes(2000, seeds.of("validation"));
        var library = new PolynomialLibrary(2, DEGREE);
        double best = Double.POSITIVE_INFINITY;
        List<Expression> found = List.of();
        for (double threshold : THRESHOLDS) {
            var coefficients =
                    SparseRegression.solve(
                            evaluated(library, training.points()),
                            training.values(),
                            threshold,
                            1e-8);
            double loss = loss(evaluated(library, held.points()), held.values(), coefficients);
            if (loss < best) {
                best = loss;
                found = new ArrayList<>();
                for (var row : coefficients) {
                    found.add(polynomial(library, row));
                }
            }
        }
        return found;
    }

    private static double[][] evaluated(PolynomialLibrary library, double[][] points) {
        var values = new double[points.length][library.size()];
        for (int i = 0; i < points.length; i++) {
            library.evaluate(points[i], values[i]);
        }
        return values;
    }

    private static double loss(double[][] terms, double[][] values, double[][] coefficients) {
        double sum = 0;
        for (int i = 0; i < terms.length; i++) {
            for (int j = 0; j < coefficients.length; j++) {
                double value = -values[i][j];
                for (int k = 0; k < terms[i].length; k++) {
                    value += coefficients[j][k] * terms[i][k];
                }
                sum += value * value;
            }
        }
        return sum;
    }

    private static Expression polynomial(PolynomialLibrary library, double[] coefficients) {
        var text = new StringBuilder("0");
        for (int k = 0; k < coefficients.length; k++) {
            if (coefficients[k] != 0) {
                text.append(" + (%s)*%s".formatted(coefficients[k], library.text(k, NAMES)));
            }
        }
        return Simplifier.simplify(Equations.parseExpression(text.toString()));
    }
}
