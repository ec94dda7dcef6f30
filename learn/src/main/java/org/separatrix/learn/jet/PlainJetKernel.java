package org.separatrix.learn.jet;

import org.separatrix.learn.LearnException;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.Mlp;

import java.util.Arrays;
import java.util.List;

/// The jet kernel of a perceptron.
final class PlainJetKernel implements JetKernel {

    private final Series series;
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
    private final double[] above;
    private final double[] below;

    PlainJetKernel(Mlp network, List<Integer> orders) {
        if (network.activation() != Activation.TANH || network.last() != Activation.IDENTITY) {
            throw new LearnException(
                    "the jet kernel needs TANH inside and IDENTITY at the end, got %s and %s"
                            .formatted(network.activation(), network.last()));
        }
        int layers = network.hidden().size() + 1;
        widths = new int[layers + 1];
        widths[0] = network.inputs();
        for (int l = 1; l < layers; l++) {
            widths[l] = network.hidden().get(l - 1);
        }
        widths[layers] = network.outputs();
        int widest = Arrays.stream(widths).max().orElseThrow();
        series = new Series(orders, widest);
        int coefficients = series.coefficients();
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
        above = new double[coefficients * widest];
        below = new double[coefficients * widest];
    }

    @Override
    public int coefficients() {
        return series.coefficients();
    }

    @Override
    public int parameters() {
        return parameters;
    }

    @Override
    public int index(int direction, int k) {
        return series.index(direction, k);
    }

    @Override
    public void weights(double[] weights) {
        theta = weights;
        for (int l = 0; l < transposed.length; l++) {
            transpose(weights, offsets[l], widths[l], transposed[l]);
        }
    }

    /// Writes W^T of the affine map that lies at `base`.
    static void transpose(double[] weights, int base, int in, double[] to) {
        int wide = to.length / in;
        for (int i = 0; i < wide; i++) {
            for (int j = 0; j < in; j++) {
                to[j * wide + i] = weights[base + i * in + j];
            }
        }
    }

    @Override
    public double[] forward(double[] x, int from) {
        System.arraycopy(x, from, h[0], 0, h[0].length);
        int layers = z.length;
        for (int l = 0; l < layers; l++) {
            int bias = offsets[l] + widths[l] * widths[l + 1];
            series.affine(transposed[l], theta, bias, h[l], widths[l], z[l]);
            if (l < layers - 1) {
                series.tanh(z[l], h[l + 1], q[l], widths[l + 1]);
            }
        }
        return out;
    }

    @Override
    public void backward(double[] adjoint, double[] row, int at) {
        System.arraycopy(adjoint, 0, above, 0, out.length);
        for (int l = z.length - 1; l >= 0; l--) {
            int in = widths[l];
            int wide = widths[l + 1];
            series.outer(above, wide, h[l], in, row, at + offsets[l]);
            if (l > 0) {
                series.pull(above, wide, theta, offsets[l], in, below);
                series.untanh(z[l - 1], h[l], q[l - 1], below, above, in);
            }
        }
    }
}
