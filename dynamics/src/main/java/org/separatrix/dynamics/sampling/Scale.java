package org.separatrix.dynamics.sampling;

import org.separatrix.dynamics.Trajectory;

/// Mean and standard deviation of each state over a run.
///
/// @param mean length d
/// @param deviation length d, positive; 1 where a state is constant
public record Scale(double[] mean, double[] deviation) {

    /// The scale of a trajectory.
    public static Scale of(Trajectory trajectory) {
        int d = trajectory.dimension();
        int n = trajectory.size();
        var mean = new double[d];
        var deviation = new double[d];
        for (int j = 0; j < d; j++) {
            double[] column = trajectory.column(j);
            double sum = 0;
            for (double v : column) {
                sum += v;
            }
            mean[j] = sum / n;
            double squares = 0;
            for (double v : column) {
                squares += (v - mean[j]) * (v - mean[j]);
            }
            double sigma = Math.sqrt(squares / n);
            deviation[j] = sigma > 1e-14 * Math.abs(mean[j]) && sigma > 0 ? sigma : 1;
        }
        return new Scale(mean, deviation);
    }

    /// `y = (x - mean)/deviation`, length d.
    public double[] standardize(double[] x) {
        var y = new double[x.length];
        for (int j = 0; j < y.length; j++) {
            y[j] = (x[j] - mean[j]) / deviation[j];
        }
        return y;
    }

    /// `x = mean + deviation*y`, length d.
    public double[] restore(double[] y) {
        var x = new double[y.length];
        for (int j = 0; j < x.length; j++) {
            x[j] = mean[j] + deviation[j] * y[j];
        }
        return x;
    }

    /// The trajectory in standard deviations from the mean.
    public Trajectory standardize(Trajectory trajectory) {
        double[] states = trajectory.states();
        int d = trajectory.dimension();
        for (int i = 0; i < states.length; i++) {
            states[i] = (states[i] - mean[i % d]) / deviation[i % d];
        }
        return new Trajectory(trajectory.times(), states, trajectory.names());
    }
}
