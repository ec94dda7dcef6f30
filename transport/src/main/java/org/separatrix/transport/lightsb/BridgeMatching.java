package org.separatrix.transport.lightsb;

import java.util.Arrays;

/// The bridge-matching loss of diagonal bridges and its gradient: `mean |g(x_t, t) - (x1 - x_t)/(1
/// - t)|^2` over states of Brownian bridges between coupled points.
///
/// With any coupling of the two clouds its minimiser is the Schrödinger bridge. Since `g = (m -
/// x_t)/(1 - t)`, the residual is `(m - x1)/(1 - t)`, m being the predicted end.
///
/// Source: N. Gushchin et al., "Light and optimal Schrödinger bridge matching", ICML (2024).
final class BridgeMatching {

    private static final int FACTORS = 8;

    private final DiagonalTrainable model;
    private final double[] spread;
    private final double[] weights;
    private final double[] means;
    private final double[] mean;
    private final double[] pull;
    private final double[] determinant;

    BridgeMatching(DiagonalTrainable model) {
        this.model = model;
        spread = new double[model.r.length];
        weights = new double[model.components()];
        means = new double[model.r.length];
        mean = new double[model.dimension()];
        pull = new double[model.components()];
        determinant = new double[model.components()];
    }

    /// The loss of a batch; its gradient replaces that of the model.
    ///
    /// @param states x_t, `[B][D]`
    /// @param ends x1, `[B][D]`
    /// @param times t in `[0, 1)`, length B
    double gradient(double[][] states, double[][] ends, double[] times) {
        Arrays.fill(model.aGradient, 0);
        Arrays.fill(model.rGradient, 0);
        Arrays.fill(model.lGradient, 0);
        for (int i = 0; i < spread.length; i++) {
            spread[i] = Math.exp(model.l[i]);
        }
        double loss = 0;
        for (int i = 0; i < states.length; i++) {
            loss += add(states[i], ends[i], times[i], 1.0 / states.length);
        }
        for (int i = 0; i < spread.length; i++) {
            model.lGradient[i] *= spread[i];
        }
        return loss;
    }

    private double add(double[] x, double[] x1, double t, double share) {
        int components = model.components();
        double epsilon = model.epsilon();
        double tau = 1 - t;
        for (int k = 0; k < components; k++) {
            weights[k] = model.a[k] / epsilon;
            determinant[k] = 1;
        }
        double inverse = 1 / (2 * epsilon * tau);
        for (int d = 0; d < x.length; d++) {
            int row = d * components;
            double y = x[d];
            for (int k = 0; k < components; k++) {
                double s = spread[row + k];
                double r = model.r[row + k];
                double whole = t * s + tau;
                means[row + k] = (s * y + tau * r) / whole;
                weights[k] += (s * y * y + 2 * tau * y * r - t * tau * r * r) * inverse / whole;
                determinant[k] *= whole;
            }
            // One logarithm for several factors, before their product could leave the range.
            if (d % FACTORS == FACTORS - 1 || d == x.length - 1) {
                for (int k = 0; k < components; k++) {
                    weights[k] -= 0.5 * Math.log(determinant[k]);
                    determinant[k] = 1;
                }
            }
        }
        Weights.normalise(weights);
        double loss = 0;
        Arrays.fill(pull, 0);
        for (int d = 0; d < x.length; d++) {
            int row = d * components;
            double m = 0;
            for (int k = 0; k < components; k++) {
                m += weights[k] * means[row + k];
            }
            double residual = (m - x1[d]) / tau;
            loss += share * residual * residual;
            // Gradient of the loss by m.
            mean[d] = 2 * share * residual / tau;
            for (int k = 0; k < components; k++) {
                pull[k] += mean[d] * (means[row + k] - m);
            }
        }
        for (int k = 0; k < components; k++) {
            pull[k] *= weights[k];
            model.aGradient[k] += pull[k] / epsilon;
        }
        for (int d = 0; d < x.length; d++) {
            int row = d * components;
            for (int k = 0; k < components; k++) {
                double whole = t * spread[row + k] + tau;
                double off = x[d] - t * model.r[row + k];
                double direct = mean[d] * weights[k] * tau / whole;
                model.rGradient[row + k] += pull[k] * off / (epsilon * whole) + direct;
                model.lGradient[row + k] +=
                        pull[k] * (off * off / (2 * epsilon * whole) - 0.5 * t) / whole
                                + direct * off / whole;
            }
        }
        return loss;
    }
}
