package org.separatrix.networks.ntk;

import org.separatrix.analysis.linear.Products;

import java.util.Arrays;

/// The tangent kernel of one finite network, `Theta = J J'`.
///
/// ```java
/// double[][] theta = EmpiricalNtk.of(net).trace(true).kernel(x, x);
/// ```
///
/// With K outputs, entry (i K + k, j K + l) belongs to output k at point i and output l at point j.
/// Immutable; the methods agree to round-off and differ in cost:
/// - STRUCTURED uses that a layer's gradient is an outer product, so that kernels are sums over
///   layers of products of two small Gram matrices: O(N P K) for the passes and no Jacobian.
/// - NTVP multiplies with J' and then J for each column.
/// - JACOBIAN forms J by rows; memory N K P numbers.
public final class EmpiricalNtk {

    /// How the kernel is computed.
    public enum Method {
        JACOBIAN,
        NTVP,
        STRUCTURED
    }

    private final FiniteNet net;
    private final Method method;
    private final boolean trace;
    private final int batch;
    private final int fromLayer;
    private final int toLayer;

    private EmpiricalNtk(
            FiniteNet net, Method method, boolean trace, int batch, int fromLayer, int toLayer) {
        this.net = net;
        this.method = method;
        this.trace = trace;
        this.batch = batch;
        this.fromLayer = fromLayer;
        this.toLayer = toLayer;
    }

    /// The structured kernel of all parameters, in batches of 256 points.
    public static EmpiricalNtk of(FiniteNet net) {
        return new EmpiricalNtk(net, Method.STRUCTURED, false, 256, 0, net.depth());
    }

    /// The same kernel by another method.
    public EmpiricalNtk method(Method method) {
        return new EmpiricalNtk(net, method, trace, batch, fromLayer, toLayer);
    }

    /// Whether outputs are averaged over: entry (i, j) is `1/K sum_k Theta_kk`.
    public EmpiricalNtk trace(boolean trace) {
        return new EmpiricalNtk(net, method, trace, batch, fromLayer, toLayer);
    }

    /// The same kernel with at most this many points in work at once.
    public EmpiricalNtk batch(int points) {
        if (points < 1) {
            throw new IllegalArgumentException("batch must be at least 1, got " + points);
        }
        return new EmpiricalNtk(net, method, trace, points, fromLayer, toLayer);
    }

    /// The part of the kernel that the parameters of layers `from` to `to - 1` give.
    public EmpiricalNtk layers(int from, int to) {
        if (from < 0 || to > net.depth() || from >= to) {
            throw new IllegalArgumentException(
                    "layers must lie in 0 to %d, got %d to %d".formatted(net.depth(), from, to));
        }
        return new EmpiricalNtk(net, method, trace, batch, from, to);
    }

    /// The kernel between two sets of points, [n1 x n2] if averaged over outputs, else [n1 K x n2
    /// K].
    public double[][] kernel(double[][] x1, double[][] x2) {
        int k = net.outputs();
        Inputs.checkMemory((long) x1.length * k, (long) x2.length * k);
        var full = new double[x1.length * k][x2.length * k];
        for (int i = 0; i < x1.length; i += batch) {
            var rows = Arrays.copyOfRange(x1, i, Math.min(x1.length, i + batch));
            for (int j = 0; j < x2.length; j += batch) {
                var cols = Arrays.copyOfRange(x2, j, Math.min(x2.length, j + batch));
                switch (method) {
                    case STRUCTURED -> structured(rows, cols, full, i * k, j * k);
                    case JACOBIAN -> jacobian(rows, cols, full, i * k, j * k);
                    case NTVP -> byProducts(rows, cols, full, i * k, j * k);
                }
            }
        }
        return trace && k > 1 ? averaged(full, k) : full;
    }

    /// `Theta(x, x)` averaged over outputs, point by point.
    public double[] diagonal(double[][] x) {
        var diagonal = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double[][] point = {x[i]};
            diagonal[i] = trace(true).kernel(point, point)[0][0];
        }
        return diagonal;
    }

    /// The product `Theta(x1, x2) v` without the kernel: one backward and one forward pass.
    ///
    /// @param v [n2 x outputs]
    public double[][] product(double[][] x1, double[][] x2, double[][] v) {
        var direction = net.vjp(x2, v);
        direction.keepOnly(fromLayer, toLayer);
        return net.jvp(x1, direction);
    }

    private static double[][] averaged(double[][] full, int k) {
        var mean = new double[full.length / k][full[0].length / k];
        for (int i = 0; i < full.length; i++) {
            for (int j = i % k; j < full[0].length; j += k) {
                mean[i / k][j / k] += full[i][j] / k;
            }
        }
        return mean;
    }

    private void structured(double[][] x1, double[][] x2, double[][] full, int row, int col) {
        int k = net.outputs();
        var left = new Passes(net, x1);
        left.forward(net);
        var right = new Passes(net, x2);
        right.forward(net);
        int n1 = x1.length;
        int n2 = x2.length;
        var grams = new double[net.depth()][n1 * n2];
        for (int l = fromLayer; l < toLayer; l++) {
            Products.addTransposed(
                    left.active[l], right.active[l], grams[l], n1, net.widths[l], n2);
            double s = net.weightScale(l);
            double b = net.biasScale();
            for (int e = 0; e < n1 * n2; e++) {
                grams[l][e] = s * s * grams[l][e] + b * b;
            }
        }
        double[][][] signals = new double[k][][];
        for (int b = 0; b < k; b++) {
            signals[b] = signals(right, b);
        }
        for (int a = 0; a < k; a++) {
            left.setOutput(a);
            left.backward(net);
            for (int b = 0; b < k; b++) {
                for (int l = fromLayer; l < toLayer; l++) {
                    var product = new double[n1 * n2];
                    Products.addTransposed(
                            left.delta[l], signals[b][l], product, n1, net.widths[l + 1], n2);
                    for (int e = 0; e < product.length; e++) {
                        full[row + (e / n2) * k + a][col + (e % n2) * k + b] +=
                                grams[l][e] * product[e];
                    }
                }
            }
        }
    }

    private double[][] signals(Passes passes, int output) {
        passes.setOutput(output);
        passes.backward(net);
        var kept = new double[net.depth()][];
        for (int l = 0; l < kept.length; l++) {
            kept[l] = net.outputs() == 1 ? passes.delta[l] : passes.delta[l].clone();
        }
        return kept;
    }

    private void jacobian(double[][] x1, double[][] x2, double[][] full, int row, int col) {
        int k = net.outputs();
        var right = new Parameters[x2.length * k];
        for (int j = 0; j < right.length; j++) {
            right[j] = gradient(x2[j / k], j % k);
        }
        for (int i = 0; i < x1.length * k; i++) {
            var left = gradient(x1[i / k], i % k);
            for (int j = 0; j < right.length; j++) {
                full[row + i][col + j] = left.dot(right[j], fromLayer, toLayer);
            }
        }
    }

    private Parameters gradient(double[] x, int output) {
        var cotangent = new double[1][net.outputs()];
        cotangent[0][output] = 1;
        return net.vjp(new double[][] {x}, cotangent);
    }

    private void byProducts(double[][] x1, double[][] x2, double[][] full, int row, int col) {
        int k = net.outputs();
        for (int j = 0; j < x2.length * k; j++) {
            var v = new double[1][k];
            v[0][j % k] = 1;
            double[][] column = product(x1, new double[][] {x2[j / k]}, v);
            for (int i = 0; i < x1.length * k; i++) {
                full[row + i][col + j] = column[i / k][i % k];
            }
        }
    }
}
