package org.separatrix.learn.jet;

import org.separatrix.learn.LearnException;
import org.separatrix.learn.network.Activation;
import org.separatrix.learn.network.ModifiedMlp;

import java.util.Arrays;
import java.util.List;

/// The jet kernel of a gated perceptron: hidden layers are `Z D + V` with `D = U - V`.
final class GatedJetKernel implements JetKernel {

    private final Series series;
    private final int inputs;
    private final int width;
    private final int outputs;
    private final int depth;
    private final int parameters;

    /// Of each affine map: the encoders of U and V, the hidden layers, the last.
    private final int[] offsets;

    private final int[] in;
    private final double[][] transposed;
    private double[] theta;

    /// Inputs of the hidden layers and of the last; `[C][width]`.
    private final double[][] h;

    /// Of each map but the last: affine value, tanh of it, 1 - tanh^2.
    private final double[][] z;

    private final double[][] y;
    private final double[][] q;
    private final double[] difference;
    private final double[] out;

    private final double[] above;
    private final double[] below;
    private final double[] gate;
    private final double[] ofDifference;
    private final double[] ofV;

    GatedJetKernel(ModifiedMlp network, List<Integer> orders) {
        if (network.activation() != Activation.TANH) {
            throw new LearnException(
                    "the jet kernel needs TANH inside, got " + network.activation());
        }
        inputs = network.inputs();
        width = network.width();
        outputs = network.outputs();
        depth = network.depth();
        int widest = Math.max(inputs, Math.max(width, outputs));
        series = new Series(orders, widest);
        int coefficients = series.coefficients();
        int maps = depth + 3;
        offsets = new int[maps];
        in = new int[maps];
        transposed = new double[maps][];
        int total = 0;
        for (int l = 0; l < maps; l++) {
            in[l] = l < 3 ? inputs : width;
            int wide = l < maps - 1 ? width : outputs;
            offsets[l] = total;
            transposed[l] = new double[in[l] * wide];
            total += wide * (in[l] + 1);
        }
        parameters = total;
        theta = new double[parameters];
        h = new double[depth + 1][];
        for (int l = 0; l <= depth; l++) {
            h[l] = new double[coefficients * (l == 0 ? inputs : width)];
        }
        z = new double[maps - 1][coefficients * width];
        y = new double[maps - 1][coefficients * width];
        q = new double[maps - 1][coefficients * width];
        difference = new double[coefficients * width];
        out = new double[coefficients * outputs];
        above = new double[coefficients * widest];
        below = new double[coefficients * widest];
        gate = new double[coefficients * width];
        ofDifference = new double[coefficients * width];
        ofV = new double[coefficients * width];
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
            PlainJetKernel.transpose(weights, offsets[l], in[l], transposed[l]);
        }
    }

    private void affine(int map, double[] from, double[] to) {
        int bias = offsets[map] + transposed[map].length;
        series.affine(transposed[map], theta, bias, from, in[map], to);
    }

    private void layer(int map, double[] from) {
        affine(map, from, z[map]);
        series.tanh(z[map], y[map], q[map], width);
    }

    @Override
    public double[] forward(double[] x, int from) {
        System.arraycopy(x, from, h[0], 0, h[0].length);
        layer(0, h[0]);
        layer(1, h[0]);
        for (int i = 0; i < difference.length; i++) {
            difference[i] = y[0][i] - y[1][i];
        }
        for (int l = 0; l < depth; l++) {
            layer(2 + l, h[l]);
            System.arraycopy(y[1], 0, h[l + 1], 0, difference.length);
            series.times(y[2 + l], difference, h[l + 1], width);
        }
        affine(2 + depth, h[depth], out);
        return out;
    }

    @Override
    public void backward(double[] adjoint, double[] row, int at) {
        int last = 2 + depth;
        Arrays.fill(ofDifference, 0);
        Arrays.fill(ofV, 0);
        series.outer(adjoint, outputs, h[depth], width, row, at + offsets[last]);
        series.pull(adjoint, outputs, theta, offsets[last], width, below);
        for (int l = depth - 1; l >= 0; l--) {
            // `below` is the adjoint of h = Z D + V.
            Series.axpy(1, below, 0, ofV, 0, ofV.length);
            series.untimes(below, y[2 + l], ofDifference, width);
            Arrays.fill(gate, 0);
            series.untimes(below, difference, gate, width);
            back(2 + l, gate, h[l], row, at);
            if (l > 0) {
                series.pull(above, width, theta, offsets[2 + l], width, below);
            }
        }
        Series.axpy(-1, ofDifference, 0, ofV, 0, ofV.length);
        back(0, ofDifference, h[0], row, at);
        back(1, ofV, h[0], row, at);
    }

    /// From the adjoint of a map's tanh, overwritten, to that of its affine value in `above` and to
    /// its weights.
    private void back(int map, double[] adjoint, double[] from, double[] row, int at) {
        series.untanh(z[map], y[map], q[map], adjoint, above, width);
        series.outer(above, width, from, in[map], row, at + offsets[map]);
    }
}
