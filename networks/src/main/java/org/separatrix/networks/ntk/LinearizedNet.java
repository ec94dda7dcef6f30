package org.separatrix.networks.ntk;

/// A finite network replaced by its first-order expansion in the parameters, trained exactly.
///
/// `f_lin(x) = f(x; theta_0) + J(x) (theta - theta_0)` follows gradient flow with the empirical
/// kernel of the network at its start, whatever its width; how far the real network strays from it
/// is how much it learns features.
public final class LinearizedNet {

    private final FiniteNet net;
    private final double[][] x;
    private final KernelGradientFlow flow;

    /// @param net the network at its start, with one output
    /// @param x training points
    /// @param y targets, [N x 1]
    public LinearizedNet(FiniteNet net, double[][] x, double[][] y) {
        if (net.outputs() != 1) {
            throw new IllegalArgumentException(
                    "a linearised network needs one output, got " + net.outputs());
        }
        this.net = net;
        this.x = x;
        this.flow =
                new KernelGradientFlow(EmpiricalNtk.of(net).kernel(x, x), y).from(net.forward(x));
    }

    /// Training in function space.
    public KernelGradientFlow flow() {
        return flow;
    }

    /// The move of the parameters after a descent, the least one that gives these outputs.
    public Parameters displacement(Descent descent) {
        return net.vjp(x, flow.at(descent).weights());
    }

    /// Outputs of the linearised network at other points after a descent.
    public double[][] predict(double[][] points, Descent descent) {
        return flow.at(descent)
                .predict(EmpiricalNtk.of(net).kernel(points, x), net.forward(points));
    }
}
