package org.separatrix.networks.ntk;

import java.util.random.RandomGenerator;

/// One number for each parameter of a network: values, a direction, or a gradient.
///
/// @param weights by layer, input i to output j at `i*outputs + j`
/// @param biases by layer
public record Parameters(double[][] weights, double[][] biases) {

    static Parameters zeros(int[] widths) {
        var weights = new double[widths.length - 1][];
        var biases = new double[widths.length - 1][];
        for (int l = 0; l < weights.length; l++) {
            weights[l] = new double[Math.multiplyExact(widths[l], widths[l + 1])];
            biases[l] = new double[widths[l + 1]];
        }
        return new Parameters(weights, biases);
    }

    void fillNormal(int layer, double weight, double bias, RandomGenerator random) {
        for (int i = 0; i < weights[layer].length; i++) {
            weights[layer][i] = weight * random.nextGaussian();
        }
        for (int i = 0; i < biases[layer].length; i++) {
            biases[layer][i] = bias * random.nextGaussian();
        }
    }

    Parameters copy() {
        var w = new double[weights.length][];
        var b = new double[biases.length][];
        for (int l = 0; l < w.length; l++) {
            w[l] = weights[l].clone();
            b[l] = biases[l].clone();
        }
        return new Parameters(w, b);
    }

    /// Number of parameters.
    public long count() {
        long count = 0;
        for (int l = 0; l < weights.length; l++) {
            count += weights[l].length + biases[l].length;
        }
        return count;
    }

    /// Scalar product with parameters of the same network, over the layers from `from` to `to - 1`.
    double dot(Parameters other, int from, int to) {
        double sum = 0;
        for (int l = from; l < to; l++) {
            for (int i = 0; i < weights[l].length; i++) {
                sum += weights[l][i] * other.weights[l][i];
            }
            for (int i = 0; i < biases[l].length; i++) {
                sum += biases[l][i] * other.biases[l][i];
            }
        }
        return sum;
    }

    /// Sets everything outside the layers from `from` to `to - 1` to zero.
    void keepOnly(int from, int to) {
        for (int l = 0; l < weights.length; l++) {
            if (l < from || l >= to) {
                java.util.Arrays.fill(weights[l], 0);
                java.util.Arrays.fill(biases[l], 0);
            }
        }
    }
}
