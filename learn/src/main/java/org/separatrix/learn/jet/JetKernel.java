package org.separatrix.learn.jet;

import org.separatrix.learn.LearnException;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.network.ModifiedMlp;
import org.separatrix.learn.network.Network;

import java.util.List;

/// A small tanh network on jets in plain arrays, one point at a time: Taylor coefficients forward,
/// and by hand backward to one row of a Jacobian.
///
/// A jet of C coefficients is the value, then the coefficients 1..K of each direction: `c =
/// index(direction, k)`. Jets in and out are arrays `[C][features]` row by row. Weights lie as in
/// [org.separatrix.learn.network.Weights] of the same network. Libtorch spends microseconds an
/// operation, and gives gradients of sums only; least squares needs the gradient of every residual
/// by itself, which costs here about as much as two passes forward.
///
/// Work arrays are held by the instance: one instance serves one thread.
public sealed interface JetKernel permits PlainJetKernel, GatedJetKernel {

    /// The kernel of a perceptron, plain or gated.
    ///
    /// @param network with tanh in every hidden layer and nothing after the last
    /// @param orders highest derivative of each direction
    /// @throws LearnException for another network or activation, or an order below 1
    static JetKernel of(Network network, List<Integer> orders) {
        return switch (network) {
            case Mlp plain -> new PlainJetKernel(plain, orders);
            case ModifiedMlp gated -> new GatedJetKernel(gated, orders);
            default -> throw new LearnException("no jet kernel of " + network);
        };
    }

    /// Number of Taylor coefficients of a jet, C.
    int coefficients();

    /// Number of weights.
    int parameters();

    /// Place of coefficient `k` of a direction; order 0 is the value, which all share.
    int index(int direction, int k);

    /// Takes new weights.
    ///
    /// @param weights at least [#parameters] values; what follows them is not looked at
    void weights(double[] weights);

    /// Jet of the output at the jet of one point.
    ///
    /// @param x jets of the inputs of all points, `[C][inputs]` each
    /// @param from where this point's begins
    /// @return `[C][outputs]`, overwritten by the next call
    double[] forward(double[] x, int from);

    /// Gradient, by the weights, of a function of the last output, given its slopes by that output.
    ///
    /// @param adjoint `[C][outputs]`
    /// @param row overwritten from `at` on, [#parameters] values in the order of the weights
    void backward(double[] adjoint, double[] row, int at);
}
