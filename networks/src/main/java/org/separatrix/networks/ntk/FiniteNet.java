package org.separatrix.networks.ntk;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// A fully connected network of finite width in plain arrays, with exact derivatives by its
/// parameters.
///
/// Cost of a pass over N points: 2 N P operations for P parameters, in loops that read each weight
/// once for all points. Not changed after it is made; [FullBatchDescent] trains a copy.
public final class FiniteNet {

    final int[] widths;
    final Activation activation;
    final double weight;
    final double bias;
    final Parametrisation parametrisation;
    final Parameters parameters;

    FiniteNet(
            int[] widths,
            Activation activation,
            double weight,
            double bias,
            Parametrisation parametrisation,
            Parameters parameters) {
        this.widths = widths;
        this.activation = activation;
        this.weight = weight;
        this.bias = bias;
        this.parametrisation = parametrisation;
        this.parameters = parameters;
    }

    /// A network with random parameters.
    ///
    /// @param widths inputs, hidden widths and outputs: at least two numbers, all positive
    /// @param weight gain of the weights
    /// @param bias strength of the biases
    public static FiniteNet random(
            int[] widths,
            Activation activation,
            double weight,
            double bias,
            Parametrisation parametrisation,
            RandomGenerator random) {
        if (widths.length < 2) {
            throw new IllegalArgumentException(
                    "widths must name inputs and outputs, got " + Arrays.toString(widths));
        }
        for (int n : widths) {
            if (n < 1) {
                throw new IllegalArgumentException(
                        "widths must be positive, got " + Arrays.toString(widths));
            }
        }
        var checked = new Layer.Dense(weight, bias);
        var parameters = Parameters.zeros(widths);
        for (int l = 0; l + 1 < widths.length; l++) {
            parameters.fillNormal(
                    l,
                    parametrisation.weightDeviation(checked.weight(), widths[l]),
                    parametrisation.biasDeviation(checked.bias()),
                    random);
        }
        return new FiniteNet(widths.clone(), activation, weight, bias, parametrisation, parameters);
    }

    /// `depth` affine layers with hidden layers of equal width, in the NTK parametrisation.
    public static FiniteNet random(
            int inputs,
            int width,
            int depth,
            int outputs,
            Activation activation,
            double weight,
            double bias,
            RandomGenerator random) {
        if (depth < 1) {
            throw new IllegalArgumentException("depth must be at least 1, got " + depth);
        }
        var widths = new int[depth + 1];
        Arrays.fill(widths, width);
        widths[0] = inputs;
        widths[depth] = outputs;
        return random(widths, activation, weight, bias, Parametrisation.NTK, random);
    }

    /// The network this one becomes as its hidden layers widen.
    ///
    /// @throws IllegalArgumentException in the standard parametrisation, whose kernel has no limit
    public InfiniteNet limit() {
        if (parametrisation != Parametrisation.NTK) {
            throw new IllegalArgumentException(
                    "the limiting kernel belongs to the NTK parametrisation, the network uses "
                            + parametrisation
                            + "; make it with Parametrisation.NTK, or do not compare them");
        }
        return InfiniteNet.fullyConnected(depth(), activation, weight, bias);
    }

    /// Number of affine layers.
    public int depth() {
        return widths.length - 1;
    }

    /// Number of inputs.
    public int inputs() {
        return widths[0];
    }

    /// Number of outputs.
    public int outputs() {
        return widths[widths.length - 1];
    }

    /// Number of parameters.
    public long parameterCount() {
        return parameters.count();
    }

    double weightScale(int layer) {
        return parametrisation.weightScale(weight, widths[layer]);
    }

    double biasScale() {
        return parametrisation.biasScale(bias);
    }

    FiniteNet copy() {
        return new FiniteNet(widths, activation, weight, bias, parametrisation, parameters.copy());
    }

    /// The network with its parameters moved by `scale` times a direction.
    public FiniteNet moved(double scale, Parameters direction) {
        var moved = copy();
        for (int l = 0; l < depth(); l++) {
            add(moved.parameters.weights()[l], scale, direction.weights()[l]);
            add(moved.parameters.biases()[l], scale, direction.biases()[l]);
        }
        return moved;
    }

    private static void add(double[] target, double scale, double[] direction) {
        for (int i = 0; i < target.length; i++) {
            target[i] += scale * direction[i];
        }
    }

    /// Outputs at the points `x`, [n x outputs].
    public double[][] forward(double[][] x) {
        var passes = new Passes(this, x);
        passes.forward(this);
        return passes.outputs();
    }

    /// Jacobian times direction: how the outputs move when the parameters do, [n x outputs].
    public double[][] jvp(double[][] x, Parameters direction) {
        var passes = new Passes(this, x);
        passes.forward(this);
        return passes.tangents(this, direction);
    }

    /// Direction times Jacobian: the gradient of `sum cotangent * output`.
    ///
    /// @param cotangent [n x outputs]
    public Parameters vjp(double[][] x, double[][] cotangent) {
        var passes = new Passes(this, x);
        passes.forward(this);
        passes.setCotangent(cotangent);
        passes.backward(this);
        return passes.gradient(this);
    }
}
