package org.separatrix.forecast.neural;

import org.separatrix.dynamics.Flow;
import org.separatrix.learn.network.Weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A trained [BoundedField] in plain arrays: a flow like any other, to be integrated, analysed and
/// continued without libtorch.
///
/// One evaluation costs as many multiplications as there are weights.
///
/// @param widths units of every layer, inputs first
/// @param weights matrices in row-major order, one a layer
/// @param biases one vector a layer
/// @param scale factor of each output
public record PlainField(int[] widths, double[][] weights, double[][] biases, double[] scale)
        implements Flow {

    static PlainField of(BoundedField field, Weights values) {
        var layers = field.network().layers();
        var widths = new int[layers.size() + 1];
        var matrices = new double[layers.size()][];
        var biases = new double[layers.size()][];
        widths[0] = field.inputs();
        var all = values.toArray();
        int offset = 0;
        for (int i = 0; i < layers.size(); i++) {
            widths[i + 1] = layers.get(i).outputs();
            int size = widths[i] * widths[i + 1];
            matrices[i] = Arrays.copyOfRange(all, offset, offset + size);
            offset += size;
            biases[i] = Arrays.copyOfRange(all, offset, offset + widths[i + 1]);
            offset += widths[i + 1];
        }
        return new PlainField(
                widths, matrices, biases, Arrays.copyOfRange(all, offset, all.length));
    }

    @Override
    public int dimension() {
        return scale.length;
    }

    @Override
    public List<String> names() {
        var names = new ArrayList<String>();
        for (int i = 0; i < scale.length; i++) {
            names.add("y" + i);
        }
        return names;
    }

    @Override
    public void derivative(double t, double[] x, double[] dx) {
        var h = x;
        for (int layer = 0; layer < weights.length; layer++) {
            int in = widths[layer];
            int out = widths[layer + 1];
            var w = weights[layer];
            var next = new double[out];
            boolean last = layer == weights.length - 1;
            for (int i = 0; i < out; i++) {
                double sum = biases[layer][i];
                for (int j = 0; j < in; j++) {
                    sum += w[i * in + j] * h[j];
                }
                next[i] = last ? Math.tanh(sum) : softplus(sum);
            }
            h = next;
        }
        for (int i = 0; i < scale.length; i++) {
            dx[i] = scale[i] * h[i];
        }
    }

    /// Exact, by the chain rule from the first layer to the last.
    @Override
    public void jacobian(double t, double[] x, double[] j) {
        int n = widths[0];
        var h = x;
        var slope = new double[n * n];
        for (int i = 0; i < n; i++) {
            slope[i * n + i] = 1;
        }
        for (int layer = 0; layer < weights.length; layer++) {
            int in = widths[layer];
            int out = widths[layer + 1];
            var w = weights[layer];
            var next = new double[out];
            var nextSlope = new double[out * n];
            boolean last = layer == weights.length - 1;
            for (int i = 0; i < out; i++) {
                double sum = biases[layer][i];
                for (int k = 0; k < in; k++) {
                    sum += w[i * in + k] * h[k];
                }
                next[i] = last ? Math.tanh(sum) : softplus(sum);
                double own = last ? 1 - next[i] * next[i] : 1 / (1 + Math.exp(-sum));
                for (int k = 0; k < in; k++) {
                    double factor = own * w[i * in + k];
                    for (int c = 0; c < n; c++) {
                        nextSlope[i * n + c] += factor * slope[k * n + c];
                    }
                }
            }
            h = next;
            slope = nextSlope;
        }
        for (int i = 0; i < scale.length; i++) {
            for (int c = 0; c < n; c++) {
                j[i * n + c] = scale[i] * slope[i * n + c];
            }
        }
    }

    @Override
    public void timeDerivative(double t, double[] x, double[] dfdt) {
        Arrays.fill(dfdt, 0);
    }

    @Override
    public PlainField copy() {
        return this;
    }

    private static double softplus(double x) {
        return x > 20 ? x : Math.log1p(Math.exp(x));
    }
}
