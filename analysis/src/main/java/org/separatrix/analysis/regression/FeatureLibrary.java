package org.separatrix.analysis.regression;

import java.util.List;

/// Terms that an equation may be a sum of.
public sealed interface FeatureLibrary permits PolynomialLibrary, FourierLibrary {

    /// Number of terms.
    int size();

    /// Values of the terms at `x` (length d), written to `values` (length [#size]).
    void evaluate(double[] x, double[] values);

    /// Term `k` as text of the equation language, such as `x^2*y`.
    ///
    /// @param names of the variables, length d
    String text(int k, List<String> names);

    /// Values of the terms at each point, `[n][terms]`.
    ///
    /// @param points `[n][d]`
    default double[][] evaluate(double[][] points) {
        var values = new double[points.length][size()];
        for (int i = 0; i < points.length; i++) {
            evaluate(points[i], values[i]);
        }
        return values;
    }
}
