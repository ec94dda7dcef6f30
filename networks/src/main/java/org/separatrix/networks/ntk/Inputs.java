package org.separatrix.networks.ntk;

/// Points as they enter a network, checked.
final class Inputs {

    private Inputs() {}

    /// Refuses points that are missing, ragged or not finite.
    static void check(String name, double[][] x, int dimension) {
        for (int i = 0; i < x.length; i++) {
            if (x[i].length != dimension) {
                throw new IllegalArgumentException(
                        "%s: expected rows of length %d, row %d has %d"
                                .formatted(name, dimension, i, x[i].length));
            }
            for (int j = 0; j < dimension; j++) {
                if (!Double.isFinite(x[i][j])) {
                    throw new IllegalArgumentException(
                            "%s must be finite, row %d has %s in column %d"
                                    .formatted(name, i, x[i][j], j));
                }
            }
        }
    }

    /// Refuses kernels that cannot be held.
    static void checkMemory(long n1, long n2) {
        double bytes = 16.0 * n1 * n2;
        double available = 0.8 * Runtime.getRuntime().maxMemory();
        if (bytes > available) {
            throw new IllegalArgumentException(
                    ("two kernels of %d x %d need %.1f GiB, %.1f are available; take fewer points,"
                                    + " or more memory with -Xmx")
                            .formatted(n1, n2, bytes / (1L << 30), available / (1L << 30)));
        }
    }

    /// The block of plain points: scalar products over the dimension.
    ///
    /// @param same whether the columns start with the same points as the rows
    static KernelBlock block(double[][] x1, double[][] x2, boolean same, boolean tangent) {
        var nngp = new double[x1.length * x2.length];
        for (int r = 0; r < x1.length; r++) {
            for (int c = 0; c < x2.length; c++) {
                nngp[r * x2.length + c] = product(x1[r], 0, x2[c], 0, x1[r].length);
            }
        }
        return KernelBlock.of(nngp, norms(x1), norms(x2), false, same, tangent);
    }

    private static double[] norms(double[][] x) {
        var norms = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            norms[i] = product(x[i], 0, x[i], 0, x[i].length);
        }
        return norms;
    }

    /// The block of the pixels of two images.
    static KernelBlock pixels(
            double[] a, double[] b, int channels, boolean paired, boolean same, boolean tangent) {
        int p = a.length / channels;
        var q1 = new double[p];
        var q2 = new double[p];
        var nngp = new double[paired ? p : p * p];
        for (int i = 0; i < p; i++) {
            q1[i] = product(a, i * channels, a, i * channels, channels);
            q2[i] = product(b, i * channels, b, i * channels, channels);
            if (paired) {
                nngp[i] = product(a, i * channels, b, i * channels, channels);
            } else {
                for (int j = 0; j < p; j++) {
                    nngp[i * p + j] = product(a, i * channels, b, j * channels, channels);
                }
            }
        }
        return KernelBlock.of(nngp, q1, q2, paired, same, tangent);
    }

    private static double product(double[] a, int from, double[] b, int start, int n) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += a[from + j] * b[start + j];
        }
        return sum / n;
    }
}
