package org.separatrix.networks.ntk;

import org.separatrix.dynamics.Flow;
import org.separatrix.dynamics.integrate.Event;
import org.separatrix.dynamics.integrate.Integrators;

import java.util.List;
import java.util.stream.IntStream;

/// Training in function space on any convex cost, `df/dt = -Theta dC/df / N`, by an adaptive
/// integrator.
///
/// The state is the weights a of the kernel, `f(x) = f0(x) + sum_i Theta(x, x_i) a_i`, whose
/// equation `da_i/dt = -dc/df_i / N` needs no kernel of other points: predictions anywhere follow
/// from it.
public final class ConvexFlow {

    private final double[][] ntk;
    private final double[][] y;
    private final double[][] start;
    private final ConvexCost cost;

    /// @param ntk kernel between the N training points
    /// @param y targets, [N x outputs]; shares for cross-entropy
    public ConvexFlow(double[][] ntk, double[][] y, ConvexCost cost) {
        this(ntk, y, new double[y.length][y[0].length], cost);
    }

    /// @param start values at the training points before training, [N x outputs]
    public ConvexFlow(double[][] ntk, double[][] y, double[][] start, ConvexCost cost) {
        Inputs.check("ntk", ntk, y.length);
        Inputs.check("y", y, y[0].length);
        this.ntk = ntk;
        this.y = y;
        this.start = start;
        this.cost = cost;
    }

    /// Where training stands.
    ///
    /// @param time time reached; earlier than asked for if the gradient fell below the tolerance
    /// @param train values at the training points, [N x outputs]
    /// @param weights kernel weights a, [N x outputs]
    /// @param gradient largest entry of dc/df over points and outputs
    public record State(double time, double[][] train, double[][] weights, double gradient) {

        /// Values at other points that were zero before training.
        ///
        /// @param cross kernel of those points with the training points, [m x N]
        public double[][] predict(double[][] cross) {
            var f = new double[cross.length][train[0].length];
            for (int i = 0; i < f.length; i++) {
                for (int j = 0; j < weights.length; j++) {
                    for (int k = 0; k < f[i].length; k++) {
                        f[i][k] += cross[i][j] * weights[j][k];
                    }
                }
            }
            return f;
        }
    }

    /// Trains until `time`, or until no entry of the gradient exceeds `tolerance`.
    ///
    /// @param time not negative, finite
    /// @param tolerance of the gradient; 0 to go on to the end
    public State until(double time, double tolerance) {
        int n = y.length;
        int k = y[0].length;
        var flow = new Weights();
        var integrator = Integrators.named("dopri5").tolerance(1e-8, 1e-10);
        if (tolerance > 0) {
            var probe = new Weights();
            integrator =
                    integrator.event(
                            Event.when("converged", (_, a) -> probe.largest(a) - tolerance)
                                    .falling()
                                    .stop());
        }
        var solution = integrator.integrate(flow, new double[n * k], 0, time);
        double[] a = solution.state();
        double largest = flow.largest(a);
        var weights = new double[n][k];
        for (int i = 0; i < n; i++) {
            System.arraycopy(a, i * k, weights[i], 0, k);
        }
        return new State(solution.time(), flow.values, weights, largest);
    }

    /// The equation of the kernel weights; holds the values that belong to the last state it saw.
    private final class Weights implements Flow {

        private double[][] values = new double[y.length][y[0].length];
        private final double[] slope = new double[y[0].length];

        @Override
        public int dimension() {
            return y.length * y[0].length;
        }

        @Override
        public List<String> names() {
            return IntStream.range(0, dimension()).mapToObj(i -> "a" + i).toList();
        }

        @Override
        public void derivative(double t, double[] a, double[] da) {
            evaluate(a);
            int k = slope.length;
            for (int i = 0; i < y.length; i++) {
                cost.gradient(values[i], y[i], slope);
                for (int c = 0; c < k; c++) {
                    da[i * k + c] = -slope[c] / y.length;
                }
            }
        }

        private double largest(double[] a) {
            evaluate(a);
            double largest = 0;
            for (int i = 0; i < y.length; i++) {
                cost.gradient(values[i], y[i], slope);
                for (double g : slope) {
                    largest = Math.max(largest, Math.abs(g));
                }
            }
            return largest;
        }

        private void evaluate(double[] a) {
            int k = slope.length;
            for (int i = 0; i < y.length; i++) {
                double[] f = values[i];
                System.arraycopy(start[i], 0, f, 0, k);
                double[] row = ntk[i];
                for (int j = 0; j < row.length; j++) {
                    for (int c = 0; c < k; c++) {
                        f[c] += row[j] * a[j * k + c];
                    }
                }
            }
        }

        @Override
        public void jacobian(double t, double[] x, double[] j) {
            throw new UnsupportedOperationException(
                    "training in function space is integrated explicitly");
        }

        @Override
        public void timeDerivative(double t, double[] x, double[] dfdt) {
            java.util.Arrays.fill(dfdt, 0);
        }

        @Override
        public Flow copy() {
            return new Weights();
        }
    }
}
