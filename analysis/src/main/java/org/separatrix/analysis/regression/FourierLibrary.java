package org.separatrix.analysis.regression;

import java.util.List;

/// Sines and cosines of whole multiples of each variable: `sin(x), cos(x), sin(y), cos(y), ...,
/// sin(2*x), ...`, without a constant.
///
/// Source: B. M. de Silva et al., "PySINDy: a Python package for the sparse identification of
/// nonlinear dynamical systems from data", JOSS 5 (2020), its Fourier library.
public final class FourierLibrary implements FeatureLibrary {

    private final int variables;
    private final int frequencies;

    /// @param variables number of variables d, at least 1
    /// @param frequencies largest multiple, at least 1
    public FourierLibrary(int variables, int frequencies) {
        if (variables < 1 || frequencies < 1) {
            throw new IllegalArgumentException(
                    "variables and frequencies must be at least 1, got %d and %d"
                            .formatted(variables, frequencies));
        }
        this.variables = variables;
        this.frequencies = frequencies;
    }

    @Override
    public int size() {
        return 2 * variables * frequencies;
    }

    @Override
    public void evaluate(double[] x, double[] values) {
        int k = 0;
        for (int f = 1; f <= frequencies; f++) {
            for (int j = 0; j < variables; j++) {
                values[k++] = Math.sin(f * x[j]);
                values[k++] = Math.cos(f * x[j]);
            }
        }
    }

    @Override
    public String text(int k, List<String> names) {
        int f = 1 + k / (2 * variables);
        String name = names.get(k / 2 % variables);
        return (k % 2 == 0 ? "sin(" : "cos(") + (f == 1 ? "" : f + "*") + name + ")";
    }
}
