package org.separatrix.networks.ntk;

import org.separatrix.lab.LabException;

import java.util.Arrays;

/// Regression of one column on others with the kernel of an infinitely wide network.
///
/// Inputs and target are standardised. The NTK is trained until the time that generalised
/// cross-validation suggests; the noise of the NNGP is the one of greatest likelihood. Neither
/// needs rows of its own.
///
/// ```java
/// var fitted = NtkRegression.fit(NtkSettings.DEFAULT, x, y);
/// var bands = fitted.predict(newX);
/// ```
public final class NtkRegression {

    private static final int MOST_ROWS = 6000;
    private static final int NOISES = 25;

    private final NtkModel model;
    private final double[][] points;
    private final KernelPair kernel;
    private final double noise;
    private final KernelGradientFlow flow;
    private final EarlyStopping stopping;

    private NtkRegression(
            NtkModel model,
            double[][] points,
            KernelPair kernel,
            double noise,
            KernelGradientFlow flow,
            EarlyStopping stopping) {
        this.model = model;
        this.points = points;
        this.kernel = kernel;
        this.noise = noise;
        this.flow = flow;
        this.stopping = stopping;
    }

    /// Means and standard deviations of new observations, noise included, in the target's units.
    public record Bands(double[] mean, double[] deviation) {}

    /// Fits a table.
    ///
    /// @param x inputs, N rows
    /// @param y target, length N
    /// @throws LabException if there are too few or too many rows, or a column is constant
    public static NtkRegression fit(NtkSettings settings, double[][] x, double[] y) {
        if (x.length < 4 || x.length > MOST_ROWS) {
            throw new LabException(
                    "kernel regression needs 4 to %d rows, got %d; thin the table"
                            .formatted(MOST_ROWS, x.length));
        }
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "expected a target for each of %d rows, got %d".formatted(x.length, y.length));
        }
        var scale = NtkModel.Scale.of(x, y);
        double[][] points = scale.inputs(x);
        var targets = new double[y.length][1];
        for (int i = 0; i < y.length; i++) {
            targets[i][0] = (y[i] - scale.targetMean()) / scale.targetDeviation();
        }
        var kernel = settings.net().kernel(points);
        var flow = new KernelGradientFlow(kernel.ntk(), targets);
        var stopping = EarlyStopping.byCrossValidation(flow, targets);
        double[] weights;
        double noise;
        if (settings.kernel() == NtkSettings.Kernel.NTK) {
            var state = flow.at(stopping.time());
            weights = Circle.column(state.weights());
            double left = y.length - state.degreesOfFreedom();
            noise = EarlyStopping.meanSquare(state.train(), targets) * y.length / left;
        } else {
            noise = likeliestNoise(kernel.nngp(), targets);
            weights =
                    Circle.column(
                            org.separatrix.analysis.linear.Cholesky.of(kernel.nngp(), noise)
                                    .solve(targets));
        }
        var model = new NtkModel(settings, scale, points, weights, stopping.time());
        return new NtkRegression(model, points, kernel, noise, flow, stopping);
    }

    private static double likeliestNoise(double[][] nngp, double[][] y) {
        double best = Double.NEGATIVE_INFINITY;
        double choice = 1;
        for (int i = 0; i < NOISES; i++) {
            double noise = Math.pow(10, -5 + 6.0 * i / (NOISES - 1));
            double likelihood = new NngpPosterior(nngp, y, noise).logLikelihood();
            if (likelihood > best) {
                best = likelihood;
                choice = noise;
            }
        }
        return choice;
    }

    /// What is kept of the fit.
    public NtkModel model() {
        return model;
    }

    /// Training in function space, on standardised targets.
    public KernelGradientFlow flow() {
        return flow;
    }

    /// The suggested time and the scores it was chosen by.
    public EarlyStopping stopping() {
        return stopping;
    }

    /// Estimated standard deviation of the noise, in the target's units.
    public double noise() {
        return Math.sqrt(noise) * model.scale().targetDeviation();
    }

    /// Predictions with bands at new inputs.
    public Bands predict(double[][] x) {
        double[][] fresh = model.scale().inputs(x);
        var net = model.settings().net();
        var cross = net.kernel(fresh, points);
        double[] variance;
        if (model.settings().kernel() == NtkSettings.Kernel.NTK) {
            double[][] prior = net.kernel(fresh).nngp();
            var ensemble =
                    EnsemblePrediction.of(flow.at(stopping.time()), kernel.nngp(), cross, prior);
            variance = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                variance[i] = ensemble.covariance()[i][i];
            }
        } else {
            var targets = new double[points.length][1];
            var prior = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                prior[i] = net.kernel(new double[][] {fresh[i]}).nngp()[0][0];
            }
            variance =
                    new NngpPosterior(kernel.nngp(), targets, noise).variance(cross.nngp(), prior);
        }
        double[] deviation =
                Arrays.stream(variance)
                        .map(v ->
                                model.scale().targetDeviation() * Math.sqrt(Math.max(0, v) + noise))
                        .toArray();
        return new Bands(model.predict(x), deviation);
    }
}
