package org.separatrix.networks.ntk;

import org.separatrix.analysis.linear.Products;

import java.util.Arrays;

/// Activations and backpropagated signals of one batch through one network.
///
/// Arrays are row-major, a row for each point. `pre[l]` is what layer l gives, `active[l]` what it
/// takes, `delta[l]` the derivative of the output by `pre[l]`.
final class Passes {

    final int batch;
    final double[][] pre;
    final double[][] active;
    final double[][] delta;

    Passes(FiniteNet net, double[][] x) {
        Inputs.check("x", x, net.inputs());
        int depth = net.depth();
        batch = x.length;
        pre = new double[depth][];
        active = new double[depth][];
        delta = new double[depth][];
        for (int l = 0; l < depth; l++) {
            active[l] = new double[batch * net.widths[l]];
            pre[l] = new double[batch * net.widths[l + 1]];
            delta[l] = new double[batch * net.widths[l + 1]];
        }
        for (int b = 0; b < batch; b++) {
            System.arraycopy(x[b], 0, active[0], b * net.inputs(), net.inputs());
        }
    }

    void forward(FiniteNet net) {
        for (int l = 0; l < pre.length; l++) {
            affine(net, l, net.parameters.weights()[l], net.parameters.biases()[l], pre[l]);
            if (l + 1 < pre.length) {
                for (int i = 0; i < pre[l].length; i++) {
                    active[l + 1][i] = net.activation.value(pre[l][i]);
                }
            }
        }
    }

    private void affine(FiniteNet net, int l, double[] w, double[] bias, double[] out) {
        int n = net.widths[l];
        int m = net.widths[l + 1];
        Arrays.fill(out, 0);
        Products.add(active[l], w, out, batch, n, m);
        double s = net.weightScale(l);
        double t = net.biasScale();
        for (int b = 0; b < batch; b++) {
            for (int j = 0; j < m; j++) {
                out[b * m + j] = s * out[b * m + j] + t * bias[j];
            }
        }
    }

    double[][] outputs() {
        return rows(pre[pre.length - 1]);
    }

    private double[][] rows(double[] flat) {
        int m = flat.length / batch;
        var rows = new double[batch][];
        for (int b = 0; b < batch; b++) {
            rows[b] = Arrays.copyOfRange(flat, b * m, (b + 1) * m);
        }
        return rows;
    }

    void setCotangent(double[][] cotangent) {
        double[] last = delta[delta.length - 1];
        int m = last.length / batch;
        for (int b = 0; b < batch; b++) {
            System.arraycopy(cotangent[b], 0, last, b * m, m);
        }
    }

    /// The same cotangent, 1 at one output, for every point.
    void setOutput(int output) {
        double[] last = delta[delta.length - 1];
        int m = last.length / batch;
        Arrays.fill(last, 0);
        for (int b = 0; b < batch; b++) {
            last[b * m + output] = 1;
        }
    }

    void backward(FiniteNet net) {
        for (int l = pre.length - 1; l > 0; l--) {
            double[] below = delta[l - 1];
            Arrays.fill(below, 0);
            Products.addTransposed(
                    delta[l],
                    net.parameters.weights()[l],
                    below,
                    batch,
                    net.widths[l + 1],
                    net.widths[l]);
            throughActivation(net, l);
        }
    }

    /// Turns derivatives by `active[l]`, short of the layer's scale, into those by `pre[l-1]`.
    void throughActivation(FiniteNet net, int l) {
        double s = net.weightScale(l);
        double[] below = delta[l - 1];
        for (int i = 0; i < below.length; i++) {
            below[i] *= s * net.activation.slope(pre[l - 1][i]);
        }
    }

    Parameters gradient(FiniteNet net) {
        var gradient = Parameters.zeros(net.widths);
        var scales = new double[batch];
        for (int l = 0; l < pre.length; l++) {
            int n = net.widths[l];
            int m = net.widths[l + 1];
            for (int i = 0; i < n; i++) {
                column(net, l, i, scales);
                Products.combine(scales, delta[l], batch, m, gradient.weights()[l], i * m);
            }
            Arrays.fill(scales, net.biasScale());
            Products.combine(scales, delta[l], batch, m, gradient.biases()[l], 0);
        }
        return gradient;
    }

    /// Unit i of layer l's input for every point, times the layer's scale.
    void column(FiniteNet net, int l, int i, double[] column) {
        double s = net.weightScale(l);
        int n = net.widths[l];
        for (int b = 0; b < batch; b++) {
            column[b] = s * active[l][b * n + i];
        }
    }

    double[][] tangents(FiniteNet net, Parameters direction) {
        var moving = new double[0];
        for (int l = 0; l < pre.length; l++) {
            var out = new double[pre[l].length];
            affine(net, l, direction.weights()[l], direction.biases()[l], out);
            if (l > 0) {
                var carried = new double[out.length];
                int n = net.widths[l];
                int m = net.widths[l + 1];
                Products.add(moving, net.parameters.weights()[l], carried, batch, n, m);
                for (int i = 0; i < out.length; i++) {
                    out[i] += net.weightScale(l) * carried[i];
                }
            }
            if (l + 1 < pre.length) {
                for (int i = 0; i < out.length; i++) {
                    out[i] *= net.activation.slope(pre[l][i]);
                }
            }
            moving = out;
        }
        return rows(moving);
    }
}
