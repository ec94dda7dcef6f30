package org.separatrix.analysis.transport;

import java.util.random.RandomGenerator;

/// A coupling found by [Sinkhorn], as the law of the target given any source point.
///
/// Given `x` the target atom `y_j` has weight proportional to `exp((g_j - |x - y_j|^2/2)/epsilon)`.
/// At a source atom this is its row of the plan; elsewhere it is the plan's canonical extension.
///
/// @param epsilon regularisation
/// @param targets `[m][d]`
/// @param potential g, length m
/// @param deviation total deviation of the first marginal when the iteration ended
/// @param iterations used at this epsilon
public record EntropicPlan(
        double epsilon, double[][] targets, double[] potential, double deviation, int iterations) {

    /// Weights of the targets given `x`; they add up to 1.
    public double[] weights(double[] x) {
        var weights = new double[targets.length];
        var costs = new double[targets.length];
        for (int j = 0; j < targets.length; j++) {
            costs[j] = 0.5 * Clouds.square(x, targets[j]);
        }
        Sinkhorn.logMean(potential, costs, epsilon, weights);
        double sum = 0;
        for (double w : weights) {
            sum += w;
        }
        for (int j = 0; j < weights.length; j++) {
            weights[j] /= sum;
        }
        return weights;
    }

    /// The barycentric projection: mean of the target given `x`.
    public double[] barycentre(double[] x) {
        double[] weights = weights(x);
        var mean = new double[targets[0].length];
        for (int j = 0; j < weights.length; j++) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += weights[j] * targets[j][i];
            }
        }
        return mean;
    }

    /// A target atom drawn given `x`, a copy.
    public double[] sample(double[] x, RandomGenerator random) {
        double[] weights = weights(x);
        double left = random.nextDouble();
        int j = 0;
        while (j < weights.length - 1 && left >= weights[j]) {
            left -= weights[j++];
        }
        return targets[j].clone();
    }
}
