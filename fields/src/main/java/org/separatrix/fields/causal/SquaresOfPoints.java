package org.separatrix.fields.causal;

import org.separatrix.lab.LabException;
import org.separatrix.learn.network.Mlp;
import org.separatrix.learn.training.LevenbergMarquardt;

import java.util.Arrays;

/// The loss as a sum of squares: residuals at all points, then the initial condition, then data.
///
/// Each is divided by the root of its number, so that the sum of squares is the loss of the paper.
final class SquaresOfPoints implements LevenbergMarquardt.Residuals, LevenbergMarquardt.Weighting {

    private final PointSet inside;
    private final Targets initial;
    private final Targets data;
    private final double[] scale;
    private final int times;
    private final int places;
    private final int parameters;
    private final WeightRule rule;
    private final PointSet.Worker insideWorker;
    private final PointSet.Worker initialWorker;
    private final PointSet.Worker dataWorker;
    private final double[] losses;
    private final double[] squares;
    private double[] weights = new double[0];
    private double initialLoss;

    /// Values that formulas should have at points.
    ///
    /// @param values of each point; NaN where nothing is known
    /// @param weight of their mean square
    record Targets(PointSet points, double[][] values, double weight) {

        int rows() {
            return values.length == 0 ? 0 : values.length * points.formulas();
        }
    }

    SquaresOfPoints(
            Mlp network,
            PinnProblem problem,
            PointSet inside,
            int times,
            Targets initial,
            Targets data,
            WeightRule rule) {
        this.inside = inside;
        this.initial = initial;
        this.data = data;
        this.times = times;
        this.rule = rule;
        places = inside.size() / times;
        parameters = Math.toIntExact(network.size()) + problem.residuals().unknowns().size();
        scale = problem.residualWeights().clone();
        for (int c = 0; c < scale.length; c++) {
            scale[c] = Math.sqrt(scale[c] / inside.size());
        }
        insideWorker = inside.worker(network);
        initialWorker = initial.points().worker(network);
        dataWorker = data.points().worker(network);
        losses = new double[times];
        squares = new double[inside.size()];
    }

    @Override
    public int parameters() {
        return parameters;
    }

    @Override
    public int size() {
        return inside.size() * inside.formulas() + initial.rows() + data.rows();
    }

    @Override
    public void values(double[] theta, double[] r) {
        insideWorker.weights(theta);
        int k = inside.formulas();
        for (int p = 0; p < inside.size(); p++) {
            insideWorker.values(p, r, p * k);
            scaleValues(r, p * k, k);
        }
        int at = inside.size() * k;
        at = target(initial, initialWorker, theta, r, at, new double[0]);
        target(data, dataWorker, theta, r, at, new double[0]);
    }

    @Override
    public void jacobian(double[] theta, double[] r, double[] rows) {
        insideWorker.weights(theta);
        int k = inside.formulas();
        for (int p = 0; p < inside.size(); p++) {
            insideWorker.rows(p, r, p * k, rows, p * k * parameters, parameters);
            scaleValues(r, p * k, k);
            for (int c = 0; c < k; c++) {
                times(rows, (p * k + c) * parameters, scale[c]);
            }
        }
        int at = inside.size() * k;
        at = target(initial, initialWorker, theta, r, at, rows);
        target(data, dataWorker, theta, r, at, rows);
    }

    private void scaleValues(double[] r, int from, int k) {
        for (int c = 0; c < k; c++) {
            r[from + c] *= scale[c];
        }
    }

    private void times(double[] rows, int from, double factor) {
        for (int j = from; j < from + parameters; j++) {
            rows[j] *= factor;
        }
    }

    private int target(
            Targets targets,
            PointSet.Worker worker,
            double[] theta,
            double[] r,
            int from,
            double[] rows) {
        if (targets.rows() == 0) {
            return from;
        }
        worker.weights(theta);
        int k = targets.points().formulas();
        double factor = Math.sqrt(targets.weight() / targets.values().length);
        for (int p = 0; p < targets.values().length; p++) {
            int at = from + p * k;
            if (rows.length > 0) {
                worker.rows(p, r, at, rows, at * parameters, parameters);
            } else {
                worker.values(p, r, at);
            }
            for (int c = 0; c < k; c++) {
                double wanted = targets.values()[p][c];
                double own = Double.isNaN(wanted) ? 0 : factor;
                r[at + c] = own == 0 ? 0 : own * (r[at + c] - wanted);
                if (rows.length > 0) {
                    times(rows, (at + c) * parameters, own);
                }
            }
        }
        return from + targets.rows();
    }

    @Override
    public void weigh(double[] r, double[] w) {
        measure(r);
        double[] ofTimes = rule.ofTimes(initialLoss, losses);
        weights = ofTimes;
        double[] ofPoints = rule.ofPoints(ofTimes);
        Arrays.fill(w, 1);
        int k = inside.formulas();
        for (int p = 0; p < inside.size(); p++) {
            Arrays.fill(w, p * k, (p + 1) * k, ofPoints[p]);
        }
    }

    /// Losses of the present residuals.
    void measure(double[] r) {
        int k = inside.formulas();
        Arrays.fill(losses, 0);
        for (int p = 0; p < inside.size(); p++) {
            double sum = 0;
            for (int c = 0; c < k; c++) {
                double value = r[p * k + c];
                if (!Double.isFinite(value)) {
                    throw new LabException(
                            "the residual is not finite at time %s (index %d), point %d"
                                    .formatted(inside.time(p), p / places, p % places));
                }
                sum += value * value;
            }
            squares[p] = sum * inside.size();
            losses[p / places] += sum * times;
        }
        initialLoss = 0;
        int from = inside.size() * k;
        for (int i = from; i < from + initial.rows(); i++) {
            initialLoss += r[i] * r[i];
        }
    }

    double[] losses() {
        return losses;
    }

    double[] squares() {
        return squares;
    }

    double initialLoss() {
        return initialLoss;
    }

    /// Weight of each time in the last step.
    double[] weights() {
        return weights;
    }
}
