package org.separatrix.forecast.gtf;

/// Largest singular value of a small matrix.
final class SpectralNorm {

    private static final int SWEEPS = 60;
    private static final double CLOSE = 1e-14;

    private SpectralNorm() {}

    /// By one-sided Jacobi rotations, which find every singular value to full accuracy.
    static double of(double[][] matrix) {
        int n = matrix.length;
        int d = matrix[0].length;
        var u = new double[d][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                u[j][i] = matrix[i][j];
            }
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean turned = false;
            for (int p = 0; p < d; p++) {
                for (int q = p + 1; q < d; q++) {
                    turned |= rotate(u[p], u[q]);
                }
            }
            if (!turned) {
                break;
            }
        }
        double largest = 0;
        for (double[] column : u) {
            largest = Math.max(largest, dot(column, column));
        }
        return Math.sqrt(largest);
    }

    /// Makes two columns orthogonal; whether they were not.
    private static boolean rotate(double[] x, double[] y) {
        double xx = dot(x, x);
        double yy = dot(y, y);
        double xy = dot(x, y);
        if (Math.abs(xy) <= CLOSE * Math.sqrt(xx * yy)) {
            return false;
        }
        double zeta = (yy - xx) / (2 * xy);
        double t = Math.signum(zeta) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        t = zeta == 0 ? 1 : t;
        double c = 1 / Math.sqrt(1 + t * t);
        double s = c * t;
        for (int i = 0; i < x.length; i++) {
            double a = x[i];
            x[i] = c * a - s * y[i];
            y[i] = s * a + c * y[i];
        }
        return true;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
