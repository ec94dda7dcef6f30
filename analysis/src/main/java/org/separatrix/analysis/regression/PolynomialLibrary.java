package org.separatrix.analysis.regression;

import java.util.ArrayList;
import java.util.List;

/// All monomials of d variables up to a degree, in graded order: 1, x, y, x^2, x*y, y^2, ...
public final class PolynomialLibrary implements FeatureLibrary {

    private final int variables;
    private final List<int[]> exponents;

    /// @param variables number of variables d
    /// @param degree largest total degree
    public PolynomialLibrary(int variables, int degree) {
        this.variables = variables;
        var all = new ArrayList<int[]>();
        for (int total = 0; total <= degree; total++) {
            collect(all, new int[variables], 0, total);
        }
        this.exponents = List.copyOf(all);
    }

    private static void collect(List<int[]> all, int[] powers, int variable, int left) {
        if (variable == powers.length - 1) {
            powers[variable] = left;
            all.add(powers.clone());
            return;
        }
        for (int p = left; p >= 0; p--) {
            powers[variable] = p;
            collect(all, powers, variable + 1, left - p);
        }
        powers[variable] = 0;
    }

    @Override
    public int size() {
        return exponents.size();
    }

    @Override
    public void evaluate(double[] x, double[] values) {
        for (int k = 0; k < values.length; k++) {
            double product = 1;
            int[] powers = exponents.get(k);
            for (int j = 0; j < variables; j++) {
                for (int p = powers[j]; p > 0; p--) {
                    product *= x[j];
                }
            }
            values[k] = product;
        }
    }

    /// The constant is `1`.
    @Override
    public String text(int k, List<String> names) {
        var factors = new ArrayList<String>();
        int[] powers = exponents.get(k);
        for (int j = 0; j < variables; j++) {
            if (powers[j] == 1) {
                factors.add(names.get(j));
            } else if (powers[j] > 1) {
                factors.add(names.get(j) + "^" + powers[j]);
            }
        }
        return factors.isEmpty() ? "1" : String.join("*", factors);
    }
}
