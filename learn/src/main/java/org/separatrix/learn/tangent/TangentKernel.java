package org.separatrix.learn.tangent;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Network;
import org.separatrix.learn.network.Weights;

import java.util.ArrayList;
import java.util.List;

/// The tangent kernel `Theta = J J'` of a network at its present weights.
///
/// With K outputs, entry (i K + k, j K + l) belongs to output k at point i and output l at point j.
/// Points are rows of doubles; results are too. Needs no scope around it.
///
/// @param network any network whose outputs are rows
/// @param weights its weights, left as they are
public record TangentKernel(Network network, Weights weights) {

    /// How the kernel is computed; both agree to round-off.
    public enum Method {
        /// A backward pass for each output of each point, then one product. Memory n K P.
        JACOBIAN,
        /// For each column J' and then J. Memory P.
        NTVP
    }

    /// The kernel by its Jacobian.
    public double[][] kernel(double[][] x1, double[][] x2) {
        return kernel(x1, x2, Method.JACOBIAN);
    }

    /// The kernel between two sets of points, [n1 K x n2 K].
    public double[][] kernel(double[][] x1, double[][] x2, Method method) {
        check(x1);
        check(x2);
        return switch (method) {
            case JACOBIAN -> {
                try (var _ = new Scope()) {
                    yield Tensors.toRows(torch.matmul(jacobian(x1), jacobian(x2).t()));
                }
            }
            case NTVP -> columns(x1, x2);
        };
    }

    /// The Jacobian of all outputs by all weights, [n K x P].
    Tensor jacobian(double[][] x) {
        try (var scope = new Scope()) {
            var y = outputs(x);
            long rows = y.numel();
            var gradients = new ArrayList<Tensor>();
            for (long r = 0; r < rows; r++) {
                try (var inner = new Scope()) {
                    var pick = Tensors.zeros(Tensors.kindOf(y), rows);
                    pick.select(0, r).fill_(new org.bytedeco.pytorch.Scalar(1.0));
                    gradients.add(
                            inner.keep(
                                    flat(
                                            Autograd.vectorJacobian(
                                                    pick, y, weights.arrays(), true))));
                }
            }
            return scope.keep(Tensors.stack(0, gradients).detach());
        }
    }

    /// Outputs as one vector, point by point, part of the graph of the weights.
    private Tensor outputs(double[][] x) {
        return network.forward(weights, Tensors.of(x, weights.kind())).reshape(-1);
    }

    private static Tensor flat(List<Tensor> arrays) {
        return Tensors.join(0, arrays.stream().map(a -> a.reshape(-1)).toList());
    }

    private double[][] columns(double[][] x1, double[][] x2) {
        int k = network.outputs();
        var kernel = new double[x1.length * k][x2.length * k];
        for (int j = 0; j < x2.length * k; j++) {
            var v = new double[x2.length * k];
            v[j] = 1;
            double[] column = product(x1, x2, v);
            for (int i = 0; i < column.length; i++) {
                kernel[i][j] = column[i];
            }
        }
        return kernel;
    }

    /// The product `Theta(x1, x2) v`, without the kernel or a Jacobian.
    ///
    /// @param v one number for each output of each point of `x2`, length n2 K
    /// @return length n1 K
    public double[] product(double[][] x1, double[][] x2, double[] v) {
        check(x1);
        check(x2);
        try (var _ = new Scope()) {
            var kind = weights.kind();
            var pulled =
                    Autograd.vectorJacobian(
                            Tensors.of(v, kind), outputs(x2), weights.arrays(), false);
            return Tensors.toArray(jvp(x1, pulled));
        }
    }

    /// How the outputs move when the weights move along a direction, length n K.
    ///
    /// @param direction one number for each weight, in the order of [Weights#toArray]
    public double[] along(double[][] x, double[] direction) {
        if (direction.length != weights.size()) {
            throw new LearnException(
                    "the network has %d values, got a direction of %d"
                            .formatted(weights.size(), direction.length));
        }
        check(x);
        try (var _ = new Scope()) {
            var parts = new ArrayList<Tensor>();
            var whole = Tensors.of(direction, weights.kind());
            long offset = 0;
            for (var parameter : weights.parameters()) {
                parts.add(whole.narrow(0, offset, parameter.size()).reshape(parameter.shape()));
                offset += parameter.size();
            }
            return Tensors.toArray(jvp(x, parts));
        }
    }

    /// `J v` as the derivative of `u' J v` by u, where `u' J` comes from reverse mode.
    private Tensor jvp(double[][] x, List<Tensor> direction) {
        var y = outputs(x);
        var u = Tensors.zeros(weights.kind(), y.numel());
        u.set_requires_grad(true);
        var pulled = Autograd.vectorJacobian(u, y, weights.arrays(), true);
        var sum = Tensors.scalar(0, weights.kind());
        for (int i = 0; i < direction.size(); i++) {
            sum = sum.add(pulled.get(i).mul(direction.get(i)).sum());
        }
        return Autograd.grad(sum, u, false);
    }

    /// Outputs at points, length n K.
    double[] values(double[][] x) {
        try (var _ = new Scope()) {
            return Tensors.toArray(outputs(x).detach());
        }
    }

    private void check(double[][] x) {
        if (x.length == 0) {
            throw new LearnException("a kernel needs at least one point");
        }
        for (int i = 0; i < x.length; i++) {
            if (x[i].length != network.inputs()) {
                throw new LearnException(
                        "expected points of %d inputs, row %d has %d"
                                .formatted(network.inputs(), i, x[i].length));
            }
        }
    }
}
