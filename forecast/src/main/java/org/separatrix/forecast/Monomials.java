package org.separatrix.forecast;

import java.util.Arrays;

/// Monomials of many variables up to a degree, each computed by one product from a smaller one.
///
/// Monomial 0 is the constant 1; monomial k is monomial `parent[k]` times variable `factor[k]`.
final class Monomials {

    private final int[] parent;
    private final int[] factor;

    private Monomials(int[] parent, int[] factor) {
        this.parent = parent;
        this.factor = factor;
    }

    static Monomials of(int variables, int degree) {
        long size = 1;
        for (int k = 1; k <= degree; k++) {
            size = size * (variables + k) / k;
        }
        int n = Math.toIntExact(size);
        var parent = new int[n];
        var factor = new int[n];
        int from = 0;
        int count = 1;
        for (int k = 1; k <= degree; k++) {
            int to = count;
            for (int p = from; p < to; p++) {
                // Variables in rising order, so that each product appears once.
                for (int v = k == 1 ? 0 : factor[p]; v < variables; v++) {
                    parent[count] = p;
                    factor[count++] = v;
                }
            }
            from = to;
        }
        return new Monomials(Arrays.copyOf(parent, count), Arrays.copyOf(factor, count));
    }

    int size() {
        return parent.length;
    }

    void evaluate(double[] x, double[] values) {
        values[0] = 1;
        for (int k = 1; k < parent.length; k++) {
            values[k] = values[parent[k]] * x[factor[k]];
        }
    }
}
