package org.separatrix.analysis.transport;

/// Entropic optimal transport between two clouds: minimises `E|x - y|^2/2 - epsilon H` over
/// couplings.
///
/// Log-domain iteration, so that small epsilon neither over- nor underflows; epsilon is lowered to
/// its value by halves, each stage starting from the potentials of the one before. One iteration
/// costs 2 n m exponentials.
///
/// Source: M. Cuturi, NIPS (2013); G. Peyré and M. Cuturi, "Computational Optimal Transport"
/// (2019), sections 4.2 to 4.4.
///
/// @param epsilon regularisation in squared units of the data, positive
/// @param tolerance largest total deviation of the first marginal, as a probability
/// @param iterations most iterations at the last stage
public record Sinkhorn(double epsilon, double tolerance, int iterations) {

    private static final int STAGE = 10;

    public Sinkhorn {
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException(
                    "epsilon must be positive and finite, got " + epsilon);
        }
        if (!(tolerance > 0) || iterations < 1) {
            throw new IllegalArgumentException(
                    "tolerance must be positive and iterations at least 1, got %s and %d"
                            .formatted(tolerance, iterations));
        }
    }

    /// Tolerance 1e-4 and at most 2000 iterations.
    public static Sinkhorn of(double epsilon) {
        return new Sinkhorn(epsilon, 1e-4, 2000);
    }

    /// The plan between two clouds.
    ///
    /// @param x `[n][d]`
    /// @param y `[m][d]`
    public EntropicPlan between(double[][] x, double[][] y) {
        Clouds.check(x, y);
        int n = x.length;
        int m = y.length;
        var forth = new double[n][m];
        var back = new double[m][n];
        double largest = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                double cost = 0.5 * Clouds.square(x[i], y[j]);
                forth[i][j] = cost;
                back[j][i] = cost;
                largest = Math.max(largest, cost);
            }
        }
        var f = new double[n];
        var g = new double[m];
        for (double stage = largest / 2; stage > 2 * epsilon; stage /= 2) {
            for (int k = 0; k < STAGE; k++) {
                update(f, g, forth, stage);
                update(g, f, back, stage);
            }
        }
        double deviation = Double.POSITIVE_INFINITY;
        int used = 0;
        var before = new double[n];
        while (used < iterations && deviation > tolerance) {
            System.arraycopy(f, 0, before, 0, n);
            update(f, g, forth, epsilon);
            // Before this update row i of the plan had mass exp((before - f)/epsilon)/n.
            deviation = 0;
            for (int i = 0; i < n && used > 0; i++) {
                deviation += Math.abs(Math.exp((before[i] - f[i]) / epsilon) - 1) / n;
            }
            deviation = used == 0 ? Double.POSITIVE_INFINITY : deviation;
            update(g, f, back, epsilon);
            used++;
        }
        return new EntropicPlan(epsilon, y, g, deviation, used);
    }

    /// `f_i = -epsilon log mean_j exp((g_j - c_ij)/epsilon)`.
    private static void update(double[] f, double[] g, double[][] costs, double epsilon) {
        var exponents = new double[g.length];
        for (int i = 0; i < f.length; i++) {
            f[i] = -epsilon * logMean(g, costs[i], epsilon, exponents);
        }
    }

    /// `log mean_j exp((g_j - c_j)/epsilon)`; leaves `exp` of the shifted exponents behind.
    static double logMean(double[] g, double[] costs, double epsilon, double[] exponents) {
        double largest = Double.NEGATIVE_INFINITY;
        double inverse = 1 / epsilon;
        for (int j = 0; j < exponents.length; j++) {
            exponents[j] = (g[j] - costs[j]) * inverse;
        }
        for (double e : exponents) {
            largest = Math.max(largest, e);
        }
        double sum = 0;
        for (int j = 0; j < exponents.length; j++) {
            double e = exponents[j] - largest;
            // Below that, a term is lost to round-off even among a million others.
            exponents[j] = e < -60 ? 0 : Math.exp(e);
            sum += exponents[j];
        }
        return largest + Math.log(sum / exponents.length);
    }
}
