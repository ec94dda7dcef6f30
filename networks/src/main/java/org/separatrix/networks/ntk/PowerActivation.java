package org.separatrix.networks.ntk;

/// `u^degree`, with Isserlis's moments of a Gaussian pair.
///
/// @param degree from 1 to 20
record PowerActivation(int degree) implements Activation {

    PowerActivation {
        if (degree < 1 || degree > 20) {
            throw new IllegalArgumentException("degree must lie in 1 to 20, got " + degree);
        }
    }

    @Override
    public String name() {
        return "monomial-" + degree;
    }

    @Override
    public double value(double u) {
        return power(u, degree);
    }

    @Override
    public double slope(double u) {
        return degree * power(u, degree - 1);
    }

    @Override
    public void moments(double q1, double q2, double k, double[] out) {
        out[0] = both(degree, q1, q2, k);
        out[1] = (double) degree * degree * both(degree - 1, q1, q2, k);
    }

    /// `E[u^p v^p]`: j pairs across, the rest paired within.
    private static double both(int p, double q1, double q2, double k) {
        double sum = 0;
        for (int j = p % 2; j <= p; j += 2) {
            int within = (p - j) / 2;
            double ways = factorial(p) / (factorial(within) * Math.pow(2, within));
            sum += ways * ways / factorial(j) * power(q1 * q2, within) * power(k, j);
        }
        return sum;
    }

    private static double factorial(int n) {
        double product = 1;
        for (int i = 2; i <= n; i++) {
            product *= i;
        }
        return product;
    }

    private static double power(double x, int n) {
        double product = 1;
        for (int i = 0; i < n; i++) {
            product *= x;
        }
        return product;
    }
}
