package org.separatrix.networks.ntk;

import java.util.function.DoubleUnaryOperator;

/// A time to stop training at.
///
/// @param time the suggestion
/// @param score mean squared error there, validated or estimated
/// @param times where scores were computed, ascending
/// @param scores mean squared error at each time
public record EarlyStopping(double time, double score, double[] times, double[] scores) {

    private static final int POINTS = 81;

    /// The time with the least error on points that were not trained on.
    ///
    /// @param cross kernel of those points with the training points, [m x N]
    /// @param y values there, [m x outputs]
    public static EarlyStopping byValidation(
            KernelGradientFlow flow, double[][] cross, double[][] y) {
        return search(flow, t -> meanSquare(flow.at(t).predict(cross), y));
    }

    /// The time with the least generalised cross-validation score: needs no other points.
    ///
    /// The score is `mean residual^2 / (1 - degrees of freedom/N)^2`.
    ///
    /// @param y the training targets
    public static EarlyStopping byCrossValidation(KernelGradientFlow flow, double[][] y) {
        int n = flow.size();
        return search(
                flow,
                t -> {
                    var state = flow.at(t);
                    double left = 1 - state.degreesOfFreedom() / n;
                    return meanSquare(state.train(), y) / (left * left);
                });
    }

    /// Times from a tenth of the fastest mode's to three times the slowest's that is above
    /// round-off.
    static double[] times(KernelGradientFlow flow) {
        double fast = flow.rate(0);
        double slow = fast;
        for (int i = 0; i < flow.size(); i++) {
            if (flow.rate(i) > 1e-10 * fast) {
                slow = flow.rate(i);
            }
        }
        double low = Math.log(0.1 / fast);
        double high = Math.log(3 / slow);
        var times = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            times[i] = Math.exp(low + (high - low) * i / (POINTS - 1));
        }
        return times;
    }

    private static EarlyStopping search(KernelGradientFlow flow, DoubleUnaryOperator score) {
        double[] times = times(flow);
        var scores = new double[times.length];
        int best = 0;
        for (int i = 0; i < times.length; i++) {
            scores[i] = score.applyAsDouble(times[i]);
            // A score that is not a number never wins.
            if (scores[i] < scores[best] || Double.isNaN(scores[best])) {
                best = i;
            }
        }
        return new EarlyStopping(times[best], scores[best], times, scores);
    }

    static double meanSquare(double[][] f, double[][] y) {
        double sum = 0;
        for (int i = 0; i < f.length; i++) {
            for (int k = 0; k < f[i].length; k++) {
                sum += (f[i][k] - y[i][k]) * (f[i][k] - y[i][k]);
            }
        }
        return sum / (f.length * f[0].length);
    }
}
