package org.separatrix.learn.tangent;

import org.separatrix.learn.LearnException;
import org.separatrix.learn.network.Network;
import org.separatrix.learn.network.Weights;

/// How lazily a training went: whether the network moved like its linearisation or learned
/// features.
///
/// A lazy training has all three numbers near zero while its outputs moved; one that learned
/// features has changes of order 1. Outputs that did not move at all say nothing.
///
/// @param kernelChange Frobenius norm of the change of the tangent kernel over that of its start
/// @param weightChange norm of the move of the weights over that of their start
/// @param departure norm of `f - f_0 - J (w - w_0)` over that of `f - f_0`: what the linearised
///   network misses of the move of the outputs
public record Laziness(double kernelChange, double weightChange, double departure) {

    /// Compares a network before and after training.
    ///
    /// @param probe points at which outputs and kernels are compared, [n x inputs]
    /// @throws LearnException if no weight moved
    public static Laziness between(
            Network network, Weights before, Weights after, double[][] probe) {
        double[] start = before.toArray();
        double[] end = after.toArray();
        var move = new double[start.length];
        for (int i = 0; i < move.length; i++) {
            move[i] = end[i] - start[i];
        }
        double moved = norm(move);
        if (moved == 0) {
            throw new LearnException("the weights are the same before and after: train first");
        }
        var first = new TangentKernel(network, before);
        var last = new TangentKernel(network, after);
        double[][] theta0 = first.kernel(probe, probe);
        double[][] theta1 = last.kernel(probe, probe);
        double change = 0;
        double size = 0;
        for (int i = 0; i < theta0.length; i++) {
            for (int j = 0; j < theta0.length; j++) {
                double off = theta1[i][j] - theta0[i][j];
                change += off * off;
                size += theta0[i][j] * theta0[i][j];
            }
        }
        double[] f0 = first.values(probe);
        double[] f1 = last.values(probe);
        double[] linear = first.along(probe, move);
        var outputs = new double[f0.length];
        var missed = new double[f0.length];
        for (int i = 0; i < f0.length; i++) {
            outputs[i] = f1[i] - f0[i];
            missed[i] = outputs[i] - linear[i];
        }
        return new Laziness(
                Math.sqrt(change / size), moved / norm(start), norm(missed) / norm(outputs));
    }

    private static double norm(double[] v) {
        double sum = 0;
        for (double x : v) {
            sum += x * x;
        }
        return Math.sqrt(sum);
    }
}
