package org.separatrix.networks.ntk;

import org.separatrix.lab.Describe;

/// Settings of regression with the kernels of an infinitely wide network.
///
/// @param target column to predict; empty for the last one
/// @param kernel whose end of training or posterior is wanted
/// @param activation name of the nonlinearity
/// @param depth number of affine layers
/// @param weight gain of the weights
/// @param bias strength of the biases
/// @param validation share of the rows that are held out to judge the fit
public record NtkSettings(
        @Describe("column to predict, empty for the last") String target,
        @Describe("NTK: ensemble of trained networks; NNGP: Bayesian posterior") Kernel kernel,
        @Describe("relu, leaky-relu, abs, erf, gelu, identity, step, sin, cos, rbf, tanh, softplus")
                String activation,
        @Describe(value = "affine layers", min = 1, max = 100) int depth,
        @Describe(value = "gain of the weights", min = 1e-6, max = 100) double weight,
        @Describe(value = "strength of the biases", min = 0, max = 100) double bias,
        @Describe(value = "share of rows held out", min = 0.01, max = 0.9) double validation) {

    /// Which process predicts.
    public enum Kernel {
        NTK,
        NNGP
    }

    /// Three layers of rectifiers at the gain that keeps variances. Without strong biases a network
    /// of rectifiers is homogeneous: with few columns it could hardly bend along a ray.
    public static final NtkSettings DEFAULT =
            new NtkSettings("", Kernel.NTK, "relu", 3, Math.sqrt(2), 1, 0.25);

    InfiniteNet net() {
        return InfiniteNet.fullyConnected(depth, Activation.named(activation), weight, bias);
    }
}
