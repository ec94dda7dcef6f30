package org.separatrix.fields.causal;

import org.separatrix.lab.LabException;
import org.separatrix.learn.network.Network;
import org.separatrix.learn.training.LevenbergMarquardt;

import java.util.Arrays;

/// The loss as a sum of squares: residuals at all points, then the initial condition, then data.
///
/// Each is divided by the root of its number, so that the sum of squares is the loss of the paper.
final class SquaresOfPoints implements LevenbergMarquardt.Residuals, LevenbergMarquardt.Weighting {

    private PointSet inside;
    private final Targets initial;
    private final Targets data;
    private final double[] scale;
    private final int times;
    private final int places;
    private final int parameters;
    private final WeightRule rule;
    private PointSet.Worker insideWorker;
    private final PointSet.Worker initialWorker;
    private final PointSet.Worker dataWorker;
    private final double[] losses;
    private final double[] squares;
    private final double[] point;
    private final double[] unused;
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
            Network network,
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
        int most = Math.max(inside.formulas(), initial.points().formulas());
        point = new double[most * parameters];
        unused = new double[most];
    }

    /// Looks at other points from now on, as many as before.
    void move(PointSet points) {
        inside = points;
        insideWorker = points.worker(insideWorker);
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
        at = target(initial, initialWorker, theta, r, at);
        target(data, dataWorker, theta, r, at);
    }

    @Override
    public void jacobian(double[] theta, int from, int to, double[] rows) {
        insideWorker.weights(theta);
        int k = inside.formulas();
        int count = inside.size() * k;
        for (int p = from / k; p < inside.size() && p * k < to; p++) {
            insideWorker.rows(p, unused, 0, point, 0, parameters);
            for (int c = 0; c < k; c++) {
                copy(c, scale[c], p * k + c, from, to, rows);
            }
        }
        targets(initial, initialWorker, theta, count, from, to, rows);
        targets(data, dataWorker, theta, count + initial.rows(), from, to, rows);
    }

    /// Row `c` of the last point, times a factor, as row `row` of those from `from` to `to`.
    private void copy(int c, double factor, int row, int from, int to, double[] rows) {
        if (row >= from && row < to) {
            int at = (row - from) * parameters;
            int own = c * parameters;
            for (int j = 0; j < parameters; j++) {
                rows[at + j] = factor * point[own + j];
            }
        }
    }

    private void scaleValues(double[] r, int from, int k) {
        for (int c = 0; c < k; c++) {
            r[from + c] *= scale[c];
        }
    }

    private static double factor(Targets targets) {
        return Math.sqrt(targets.weight() / targets.values().length);
    }

    private static int target(
            Targets targets, PointSet.Worker worker, double[] theta, double[] r, int from) {
        if (targets.rows() == 0) {
            return from;
        }
        worker.weights(theta);
        int k = targets.points().formulas();
        double factor = factor(targets);
        for (int p = 0; p < targets.values().length; p++) {
            int at = from + p * k;
            worker.values(p, r, at);
            for (int c = 0; c < k; c++) {
                double wanted = targets.values()[p][c];
                r[at + c] = Double.isNaN(wanted) ? 0 : factor * (r[at + c] - wanted);
            }
        }
        return from + targets.rows();
    }

    /// Those rows from `from` to `to` that belong to targets, whose first row is `first`.
    private void targets(
            Targets targets,
            PointSet.Worker worker,
            double[] theta,
            int first,
            int from,
            int to,
            double[] rows) {
        if (targets.rows() == 0 || to <= first || from >= first + targets.rows()) {
            return;
        }
        worker.weights(theta);
        int k = targets.points().formulas();
        double factor = factor(targets);
        for (int p = Math.max(0, from - first) / k; p < targets.values().length; p++) {
            if (first + p * k >= to) {
                break;
            }
            worker.rows(p, unused, 0, point, 0, parameters);
            for (int c = 0; c < k; c++) {
                double own = Double.isNaN(targets.values()[p][c]) ? 0 : factor;
                copy(c, own, first + p * k + c, from, to, rows);
            }
        }
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
