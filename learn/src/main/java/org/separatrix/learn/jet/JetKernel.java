package org.separatrix.learn.jet;

import org.separatrix.learn.LearnException;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Mlp;

import java.util.Arrays;
import java.util.List;

/// A small tanh perceptron on jets in plain arrays, one point at a time: Taylor coefficients
/// forward, and by hand backward to one row of a Jacobian.
///
/// A jet of C coefficients is the value, then the coefficients 1..K of each direction: `c =
/// index(direction, k)`. Jets in and out are arrays `[C][features]` row by row. Weights lie as in
/// [org.separatrix.learn.network.Weights] of the same [Mlp]. Libtorch spends microseconds an
/// operation, and gives gradients of sums only; least squares needs the gradient of every residual
/// by itself, which costs here about as much as two passes forward.
///
/// Work arrays are held by the instance: one instance serves one thread.
public final class JetKernel {

    private final int[] orders;
    private final int[] start;
    private final int coefficients;
    private final int[] widths;
    private final int[] offsets;
    private final int parameters;

    private double[] theta;
    private final double[][] transposed;

    /// Per layer: its input, its affine value, its `1 - tanh^2`; `[C][width]`.
    private final double[][] h;

    private final double[][] z;
    private final double[][] q;
    private final double[] out;
    private double[] above;
    private double[] below;
    private final double[] slope;

    /// @param network with tanh in every hidden layer and nothing after the last
    /// @param orders highest derivative of each direction
    /// @throws LearnException for another activation, or an order below 1
    public JetKernel(Mlp network, List<Integer> orders) {
        if (network.activation() != Activation.TANH || network.last() != Activation.IDENTITY) {
            throw new LearnException(
                    "the jet kernel needs TANH inside and IDENTITY at the end, got %s and %s"
                            .formatted(network.activation(), network.last()));
        }
        this.orders = orders.stream().mapToInt(Integer::intValue).toArray();
        start = new int[this.orders.length];
        int count = 1;
        for (int d = 0; d < start.length; d++) {
            if (this.orders[d] < 1) {
                throw new LearnException(
                        "order of direction %d must be at least 1, got %d"
                                .formatted(d, this.orders[d]));
            }
            start[d] = count;
            count += this.orders[d];
        }
        coefficients = count;
        int layers = network.hidden().size() + 1;
        widths = new int[layers + 1];
        widths[0] = network.inputs();
        for (int l = 1; l < layers; l++) {
            widths[l] = network.hidden().get(l - 1);
        }
        widths[layers] = network.outputs();
        offsets = new int[layers];
        int total = 0;
        for (int l = 0; l < layers; l++) {
            offsets[l] = total;
            total += widths[l + 1] * (widths[l] + 1);
        }
        parameters = total;
        theta = new double[parameters];
        transposed = new double[layers][];
        h = new double[layers][];
        z = new double[layers][];
        q = new double[layers][];
        for (int l = 0; l < layers; l++) {
            transposed[l] = new double[widths[l] * widths[l + 1]];
            h[l] = new double[coefficients * widths[l]];
            z[l] = new double[coefficients * widths[l + 1]];
            q[l] = new double[coefficients * widths[l + 1]];
        }
        out = z[layers - 1];
        int widest = Arrays.stream(widths).max().orElseThrow();
        above = new double[coefficients * widest];
        below = new double[coefficients * widest];
        slope = new double[coefficients * widest];
    }

    /// Number of Taylor coefficients of a jet, C.
    public int coefficients() {
        return coefficients;
    }

    /// Number of weights.
    public int parameters() {
        return parameters;
    }

    /// Place of coefficient `k` of a direction; order 0 is the value, which all share.
    public int index(int direction, int k) {
        return k == 0 ? 0 : start[direction] + k - 1;
    }

    /// Takes new weights.
    ///
    /// @param weights at least [#parameters] values; what follows them is not looked at
    public void weights(double[] weights) {
        theta = weights;
        for (int l = 0; l < transposed.length; l++) {
            int in = widths[l];
            int wide = widths[l + 1];
            for (int i = 0; i < wide; i++) {
                for (int j = 0; j < in; j++) {
                    transposed[l][j * wide + i] = weights[offsets[l] + i * in + j];
                }
            }
        }
    }

    /// Jet of the output at the jet of one point.
    ///
    /// @param x jets of the inputs of all points, `[C][inputs]` each
    /// @param from where this point's begins
    /// @return `[C][outputs]`, overwritten by the next call
    public double[] forward(double[] x, int from) {
        System.arraycopy(x, from, h[0], 0, h[0].length);
        int layers = z.length;
        for (int l = 0; l < layers; l++) {
            affine(l);
            if (l < layers - 1) {
                tanh(z[l], h[l + 1], q[l], widths[l + 1]);
            }
        }
        return out;
    }

    private void affine(int l) {
        int in = widths[l];
        int wide = widths[l + 1];
        var to = z[l];
        var from = h[l];
        var w = transposed[l];
        Arrays.fill(to, 0);
        System.arraycopy(theta, offsets[l] + in * wide, to, 0, wide);
        for (int c = 0; c < coefficients; c++) {
            int row = c * wide;
            for (int j = 0; j < in; j++) {
                double factor = from[c * in + j];
                if (factor != 0) {
                    axpy(factor, w, j * wide, to, row, wide);
                }
            }
        }
    }

    private static void axpy(double a, double[] x, int xFrom, double[] y, int yFrom, int n) {
        for (int i = 0; i < n; i++) {
            y[yFrom + i] += a * x[xFrom + i];
        }
    }

    /// `y = tanh z` by `k y_k = sum_j j z_j q_(k-j)`, `q = 1 - y^2`.
    private void tanh(double[] z, double[] y, double[] q, int n) {
        for (int i = 0; i < n; i++) {
            double value = Math.tanh(z[i]);
            y[i] = value;
            q[i] = 1 - value * value;
        }
        for (int d = 0; d < orders.length; d++) {
            for (int k = 1; k <= orders[d]; k++) {
                int at = index(d, k) * n;
                Arrays.fill(y, at, at + n, 0);
                for (int j = 1; j <= k; j++) {
                    product((double) j / k, z, index(d, j) * n, q, index(d, k - j) * n, y, at, n);
                }
                if (k < orders[d]) {
                    Arrays.fill(q, at, at + n, 0);
                    for (int j = 0; j <= k; j++) {
                        product(-1, y, index(d, j) * n, y, index(d, k - j) * n, q, at, n);
                    }
                }
            }
        }
    }

    private static void product(
            double a, double[] x, int xFrom, double[] y, int yFrom, double[] to, int at, int n) {
        for (int i = 0; i < n; i++) {
            to[at + i] += a * x[xFrom + i] * y[yFrom + i];
        }
    }

    /// Gradient, by the weights, of a function of the last output, given its slopes by that output.
    ///
    /// @param adjoint `[C][outputs]`
    /// @param row overwritten from `at` on, [#parameters] values in the order of the weights
    public void backward(double[] adjoint, double[] row, int at) {
        int layers = z.length;
        System.arraycopy(adjoint, 0, above, 0, out.length);
        for (int l = layers - 1; l >= 0; l--) {
            int in = widths[l];
            int wide = widths[l + 1];
            int base = at + offsets[l];
            Arrays.fill(row, base, base + wide * in, 0);
            for (int c = 0; c < coefficients; c++) {
                for (int i = 0; i < wide; i++) {
                    double a = above[c * wide + i];
                    if (a != 0) {
                        axpy(a, h[l], c * in, row, base + i * in, in);
                    }
                }
            }
            System.arraycopy(above, 0, row, base + wide * in, wide);
            if (l > 0) {
                pull(l, in, wide);
                untanh(l, in);
            }
        }
    }

    /// Adjoint of a layer's input, into `below`.
    private void pull(int l, int in, int wide) {
        Arrays.fill(below, 0, coefficients * in, 0);
        for (int c = 0; c < coefficients; c++) {
            for (int i = 0; i < wide; i++) {
                double a = above[c * wide + i];
                if (a != 0) {
                    axpy(a, theta, offsets[l] + i * in, below, c * in, in);
                }
            }
        }
    }

    /// From the adjoint of tanh's value in `below` to that of its argument in `above`.
    private void untanh(int l, int n) {
        var y = h[l];
        var zs = z[l - 1];
        var qs = q[l - 1];
        Arrays.fill(above, 0, coefficients * n, 0);
        Arrays.fill(slope, 0, coefficients * n, 0);
        for (int d = 0; d < orders.length; d++) {
            for (int k = orders[d]; k >= 1; k--) {
                int at = index(d, k) * n;
                if (k < orders[d]) {
                    for (int j = 0; j <= k; j++) {
                        product(-2, slope, at, y, index(d, k - j) * n, below, index(d, j) * n, n);
                    }
                }
                for (int j = 1; j <= k; j++) {
                    double share = (double) j / k;
                    int low = index(d, k - j) * n;
                    product(share, below, at, qs, low, above, index(d, j) * n, n);
                    product(share, below, at, zs, index(d, j) * n, slope, low, n);
                }
            }
        }
        for (int i = 0; i < n; i++) {
            above[i] += (below[i] - 2 * slope[i] * y[i]) * qs[i];
        }
    }
}
