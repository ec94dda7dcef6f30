package org.separatrix.forecast.laws;

import org.separatrix.analysis.regression.FeatureLibrary;
import org.separatrix.analysis.regression.FourierLibrary;
import org.separatrix.analysis.regression.PolynomialLibrary;
import org.separatrix.analysis.regression.SparseRegression;

/// How well sums of given terms explain a system, whatever its law: test errors, 0 to 2.
///
/// @param system its name
/// @param fine polynomials of degree 2, threshold 1e-3 and no ridge
/// @param published the same with the paper's threshold of 0.1 and ridge of 0.05
/// @param leastSquares the same with neither
/// @param fourier ten frequencies of sine and cosine, with the paper's threshold and ridge
record SparseTrial(
        String system, double fine, double published, double leastSquares, double fourier) {

    static final int DEGREE = 2;
    static final double FINE = 1e-3;
    static final double PUBLISHED = 0.1;
    static final double RIDGE = 0.05;
    private static final int FREQUENCIES = 10;

    static SparseTrial of(LawData data) {
        var polynomials = new PolynomialLibrary(data.dimension(), DEGREE);
        var waves = new FourierLibrary(data.dimension(), FREQUENCIES);
        return new SparseTrial(
                data.system().name(),
                error(data, polynomials, FINE, 0),
                error(data, polynomials, PUBLISHED, RIDGE),
                error(data, polynomials, 0, 0),
                error(data, waves, PUBLISHED, RIDGE));
    }

    private static double error(
            LawData data, FeatureLibrary library, double threshold, double ridge) {
        var values = library.evaluate(data.points());
        return data.error(library, SparseRegression.solve(values, data.slopes(), threshold, ridge));
    }
}
