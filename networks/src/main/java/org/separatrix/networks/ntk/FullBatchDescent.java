package org.separatrix.networks.ntk;

import org.separatrix.analysis.linear.Products;

import java.util.Arrays;

/// Gradient descent of a network on the mean squared error `C = 1/2 mean |f - y|^2`, all points at
/// every step, with heavy-ball momentum if wanted.
///
/// Backward pass and update are one sweep: two rows of weights are read, used for the signal below
/// and moved while they are in cache.
public final class FullBatchDescent {

    private final FiniteNet net;
    private final Passes passes;
    private final double[][] y;
    private final double rate;
    private final double momentum;
    private final double[][] velocity;
    private final double[][] biasVelocity;

    /// Starts at the parameters of `start`, which is left as it is.
    ///
    /// @param x points, N rows
    /// @param y targets, [N x outputs]
    /// @param rate learning rate, positive
    /// @param momentum share of the last move that is repeated, in [0, 1)
    public FullBatchDescent(
            FiniteNet start, double[][] x, double[][] y, double rate, double momentum) {
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("learning rate must be positive, got " + rate);
        }
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum must lie in [0, 1), got " + momentum);
        }
        if (y.length != x.length) {
            throw new IllegalArgumentException(
                    "expected a target for each of %d points, got %d"
                            .formatted(x.length, y.length));
        }
        Inputs.check("y", y, start.outputs());
        this.net = start.copy();
        this.passes = new Passes(net, x);
        this.y = y;
        this.rate = rate;
        this.momentum = momentum;
        boolean moving = momentum > 0;
        this.velocity = new double[net.depth()][];
        this.biasVelocity = new double[net.depth()][];
        for (int l = 0; l < net.depth(); l++) {
            velocity[l] = new double[moving ? net.parameters.weights()[l].length : 0];
            biasVelocity[l] = new double[moving ? net.widths[l + 1] : 0];
        }
        passes.forward(net);
    }

    /// Outputs at the training points, before the next step.
    public double[][] outputs() {
        return passes.outputs();
    }

    /// The network as it is now; shared with this descent, and moving with it.
    public FiniteNet net() {
        return net;
    }

    /// One step.
    ///
    /// @throws ArithmeticException if the cost is no longer finite, with what to do
    public void step() {
        double[][] f = passes.outputs();
        double cost = 0;
        for (int b = 0; b < f.length; b++) {
            for (int k = 0; k < f[b].length; k++) {
                double residual = f[b][k] - y[b][k];
                cost += residual * residual;
                f[b][k] = residual / f.length;
            }
        }
        if (!Double.isFinite(cost)) {
            throw new ArithmeticException(
                    "training diverged with learning rate %s; take one below 2N/lambda_max"
                            .formatted(rate));
        }
        passes.setCotangent(f);
        for (int l = net.depth() - 1; l >= 0; l--) {
            sweep(l);
        }
        passes.forward(net);
    }

    private void sweep(int l) {
        int n = net.widths[l];
        int m = net.widths[l + 1];
        double[] w = net.parameters.weights()[l];
        double[] signal = passes.delta[l];
        double[] below = l == 0 ? new double[0] : passes.delta[l - 1];
        var column = new double[passes.batch];
        var change = momentum > 0 ? velocity[l] : w;
        if (l > 0) {
            Arrays.fill(below, 0);
        }
        for (int i = 0; i < n; i += 2) {
            // Two rows at a time: read for the signal below, then moved while in cache.
            if (l > 0 && i + 1 < n) {
                Products.twoRows(signal, w, i * m, below, passes.batch, m, n, i);
            } else if (l > 0) {
                for (int b = 0; b < passes.batch; b++) {
                    below[b * n + i] = Products.dot(signal, b * m, w, i * m, m);
                }
            }
            for (int row = i; row < Math.min(n, i + 2); row++) {
                moveRow(l, row, m, signal, column, change);
            }
        }
        Arrays.fill(column, -rate * net.biasScale());
        double[] bias = net.parameters.biases()[l];
        if (momentum > 0) {
            scale(biasVelocity[l], 0, m);
            Products.combine(column, signal, passes.batch, m, biasVelocity[l], 0);
            add(bias, biasVelocity[l], 0, m);
        } else {
            Products.combine(column, signal, passes.batch, m, bias, 0);
        }
        if (l > 0) {
            passes.throughActivation(net, l);
        }
    }

    private void moveRow(int l, int i, int m, double[] signal, double[] column, double[] change) {
        passes.column(net, l, i, column);
        for (int b = 0; b < column.length; b++) {
            column[b] *= -rate;
        }
        if (momentum > 0) {
            scale(change, i * m, m);
        }
        Products.combine(column, signal, passes.batch, m, change, i * m);
        if (momentum > 0) {
            add(net.parameters.weights()[l], change, i * m, m);
        }
    }

    private void scale(double[] a, int from, int count) {
        for (int j = from; j < from + count; j++) {
            a[j] *= momentum;
        }
    }

    private static void add(double[] target, double[] a, int from, int count) {
        for (int j = from; j < from + count; j++) {
            target[j] += a[j];
        }
    }
}
