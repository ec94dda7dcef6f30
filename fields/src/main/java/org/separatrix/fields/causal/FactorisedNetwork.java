package org.separatrix.fields.causal;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.network.Initialiser;
import org.separatrix.learn.network.Network;
import org.separatrix.learn.network.Parameter;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// A network whose weight matrices are trained as `W = diag(exp(s)) V`: one scale s a unit, which
/// gives each unit a learning rate of its own. The functions it can be are the same.
///
/// Its parameters are those of the network, V in place of W, then the scales of each matrix.
///
/// Source: S. Wang, H. Wang, J. Seidman, P. Perdikaris, arXiv:2210.01274; mean and deviation of the
/// scales as in arXiv:2308.08468.
///
/// @param network whose matrices are factorised
record FactorisedNetwork(Network network) implements Parametrised {

    private static final double MEAN = 1;
    private static final double DEVIATION = 0.1;

    @Override
    public List<Parameter> parameters() {
        var all = new ArrayList<>(network.parameters());
        for (var p : network.parameters()) {
            if (matrix(p)) {
                all.add(new Parameter(p.name() + ".scale", Initialiser.ZEROS, p.shape()[0]));
            }
        }
        return all;
    }

    private static boolean matrix(Parameter p) {
        return p.shape().length == 2;
    }

    /// Values of this network's parameters that stand for the weights `theta`: scales are drawn, V
    /// is what is left, so that the function is unchanged.
    double[] factorise(double[] theta, RandomGenerator random) {
        var values = Arrays.copyOf(theta, Math.toIntExact(size()));
        int scale = theta.length;
        int at = 0;
        for (var p : network.parameters()) {
            int rows = matrix(p) ? (int) p.shape()[0] : 0;
            for (int i = 0; i < rows; i++) {
                double s = MEAN + DEVIATION * random.nextGaussian();
                values[scale++] = s;
                scaleRow(values, at, p, i, Math.exp(-s));
            }
            at += (int) p.size();
        }
        return values;
    }

    /// The weights that values of this network's parameters stand for.
    double[] multiply(double[] values) {
        var theta = Arrays.copyOf(values, Math.toIntExact(network.size()));
        int scale = theta.length;
        int at = 0;
        for (var p : network.parameters()) {
            int rows = matrix(p) ? (int) p.shape()[0] : 0;
            for (int i = 0; i < rows; i++) {
                scaleRow(theta, at, p, i, Math.exp(values[scale++]));
            }
            at += (int) p.size();
        }
        return theta;
    }

    private static void scaleRow(double[] values, int at, Parameter p, int row, double factor) {
        int width = (int) p.shape()[1];
        for (int j = at + row * width; j < at + (row + 1) * width; j++) {
            values[j] *= factor;
        }
    }

    /// The network's weights as values of a graph over `own`, which belong to the caller's scope.
    Weights weights(Weights own) {
        var arrays = new ArrayList<Tensor>();
        int scale = network.arrays();
        for (int i = 0; i < network.arrays(); i++) {
            var v = own.get(i);
            arrays.add(
                    matrix(network.parameters().get(i))
                            ? v.mul(own.get(scale++).exp().unsqueeze(1))
                            : v);
        }
        return Weights.of(network, arrays);
    }
}
