package org.separatrix.forecast.gtf;

/// How products of forced Jacobians `(1 - alpha) J` grow along a sequence.
final class GradientGrowth {

    /// Small enough to meet hardly a kink, large enough for nine digits less of round-off.
    private static final double DEVIATION = 1e-8;

    private GradientGrowth() {}

    /// Mean logarithm a step of the norm of the product of Jacobians along `states`, each scaled by
    /// `factor`.
    static double slope(PiecewiseLinearMap map, double[][] states, double factor) {
        var vector = new double[map.dimension()];
        java.util.Arrays.fill(vector, 1 / Math.sqrt(vector.length));
        double sum = 0;
        for (double[] z : states) {
            double[] turned = times(map.jacobian(z), vector, factor);
            double norm = norm(turned);
            sum += Math.log(norm);
            for (int i = 0; i < vector.length; i++) {
                vector[i] = turned[i] / norm;
            }
        }
        return sum / states.length;
    }

    /// Mean logarithm a step by which a small deviation grows when the forced recursion itself is
    /// run beside `orbit`, its own teacher: by differences of the map, without its Jacobian.
    static double measuredSlope(PiecewiseLinearMap map, double[][] orbit, double alpha) {
        int m = map.dimension();
        var deviation = new double[m];
        java.util.Arrays.fill(deviation, DEVIATION / Math.sqrt(m));
        var moved = new double[m];
        var image = new double[m];
        var movedImage = new double[m];
        double sum = 0;
        for (double[] z : orbit) {
            for (int i = 0; i < m; i++) {
                moved[i] = z[i] + deviation[i];
            }
            map.step(z, image);
            map.step(moved, movedImage);
            for (int i = 0; i < m; i++) {
                deviation[i] = (1 - alpha) * (movedImage[i] - image[i]);
            }
            double norm = norm(deviation);
            sum += Math.log(norm / DEVIATION);
            for (int i = 0; i < m; i++) {
                deviation[i] *= DEVIATION / norm;
            }
        }
        return sum / orbit.length;
    }

    /// Largest norm over all lengths of `d z_T / d z_1 = J (prod (1 - alpha) J)` along forced
    /// states.
    static double largestProduct(PiecewiseLinearMap map, double[][] states, double alpha) {
        int m = map.dimension();
        var product = new double[m][m];
        for (int i = 0; i < m; i++) {
            product[i][i] = 1;
        }
        double largest = 0;
        for (int t = 0; t < states.length; t++) {
            double[][] jacobian = map.jacobian(states[t]);
            double factor = t == 0 ? 1 : 1 - alpha;
            var next = new double[m][m];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    for (int k = 0; k < m; k++) {
                        next[i][j] += factor * jacobian[i][k] * product[k][j];
                    }
                }
            }
            product = next;
            largest = Math.max(largest, SpectralNorm.of(product));
        }
        return largest;
    }

    private static double[] times(double[][] matrix, double[] vector, double factor) {
        var result = new double[matrix.length];
        for (int i = 0; i < result.length; i++) {
            for (int j = 0; j < vector.length; j++) {
                result[i] += factor * matrix[i][j] * vector[j];
            }
        }
        return result;
    }

    private static double norm(double[] x) {
        double square = 0;
        for (double v : x) {
            square += v * v;
        }
        return Math.sqrt(square);
    }
}
