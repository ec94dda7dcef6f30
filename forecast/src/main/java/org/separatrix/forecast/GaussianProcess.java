package org.separatrix.forecast;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.separatrix.lab.Describe;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.ArrayList;
import java.util.List;

/// Gaussian-process regression of the increment on the last rows, with a squared-exponential
/// kernel.
///
/// Length scale and noise are those of the highest marginal likelihood on a grid. At most `points`
/// training windows, spread evenly over the data, are kept: the cost is cubic in them.
///
/// Source: C. E. Rasmussen and C. K. I. Williams, "Gaussian Processes for Machine Learning", MIT
/// Press (2006), algorithm 2.1.
///
/// @param window rows of history used
/// @param points training windows kept
public record GaussianProcess(
        @Describe(value = "rows of history used", min = 1, max = 100) int window,
        @Describe(value = "training windows kept, cost is cubic in them", min = 10, max = 5000)
                int points)
        implements Forecaster {

    private static final double[] LENGTHS = {0.5, 1, 2, 4, 8, 16};
    private static final double[] NOISES = {1e-8, 1e-6, 1e-4, 1e-2};

    @Override
    public String name() {
        return "gp";
    }

    @Override
    public int shortest() {
        return window + 10;
    }

    @Override
    public List<Forecaster> candidates() {
        return List.of(new GaussianProcess(1, points), new GaussianProcess(3, points));
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        var scaling = Scaling.of(training);
        int d = training.getFirst().dimension();
        var windows = new ArrayList<double[]>();
        var increments = new ArrayList<double[]>();
        for (var piece : training) {
            double[][] rows = scaling.apply(piece.values());
            for (int i = window; i < rows.length; i++) {
                windows.add(gather(rows, i, window));
                var step = new double[d];
                for (int k = 0; k < d; k++) {
                    step[k] = rows[i][k] - rows[i - 1][k];
                }
                increments.add(step);
            }
        }
        int n = Math.min(points, windows.size());
        var inputs = new double[n][];
        var targets = new double[n][];
        for (int i = 0; i < n; i++) {
            int from = (int) ((long) i * windows.size() / n);
            inputs[i] = windows.get(from);
            targets[i] = increments.get(from);
        }
        var amplitude = new double[d];
        for (double[] target : targets) {
            for (int k = 0; k < d; k++) {
                amplitude[k] += target[k] * target[k] / n;
            }
        }
        for (int k = 0; k < d; k++) {
            // The largest plausible signal power keeps the prior from shrinking the increments.
            amplitude[k] = Math.sqrt(amplitude[k]) + 1e-12;
            for (double[] target : targets) {
                target[k] /= amplitude[k];
            }
        }
        var squares = squares(inputs);
        Fitted best = null;
        double highest = Double.NEGATIVE_INFINITY;
        for (double length : LENGTHS) {
            for (double noise : NOISES) {
                Interruption.check("a Gaussian process was fitted");
                double scaled = length * Math.sqrt(inputs[0].length);
                var candidate =
                        regress(squares, inputs, targets, scaled, noise, scaling, amplitude);
                if (candidate != null && candidate.likelihood > highest) {
                    highest = candidate.likelihood;
                    best = candidate.fitted;
                }
            }
        }
        if (best == null) {
            throw new ArithmeticException(
                    "gp: no kernel matrix could be factorised; the data may be constant");
        }
        return best;
    }

    private record Candidate(Fitted fitted, double likelihood) {}

    private @org.jspecify.annotations.Nullable Candidate regress(
            double[] squares,
            double[][] inputs,
            double[][] targets,
            double length,
            double noise,
            Scaling scaling,
            double[] amplitude) {
        int n = inputs.length;
        int d = targets[0].length;
        // A large prior variance relative to the unit targets; noise is relative to it.
        double signal = 10;
        var kernel = new DMatrixRMaj(n, n);
        for (int i = 0; i < n * n; i++) {
            kernel.data[i] = signal * Math.exp(-0.5 * squares[i] / (length * length));
        }
        for (int i = 0; i < n; i++) {
            kernel.add(i, i, signal * noise + 1e-10);
        }
        var cholesky = DecompositionFactory_DDRM.chol(n, true);
        if (!cholesky.decompose(kernel.copy())) {
            return null;
        }
        double logDeterminant = 0;
        var factor = cholesky.getT(null);
        for (int i = 0; i < n; i++) {
            logDeterminant += 2 * Math.log(factor.get(i, i));
        }
        var solver = LinearSolverFactory_DDRM.symmPosDef(n);
        if (!solver.setA(kernel)) {
            return null;
        }
        var y = new DMatrixRMaj(targets);
        var alpha = new DMatrixRMaj(n, d);
        solver.solve(y, alpha);
        double fit = 0;
        for (int i = 0; i < n * d; i++) {
            fit += y.data[i] * alpha.data[i];
        }
        double likelihood = -0.5 * fit - 0.5 * d * (logDeterminant + n * Math.log(2 * Math.PI));
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < d; k++) {
                alpha.data[i * d + k] *= signal * amplitude[k];
            }
        }
        return new Candidate(new Fitted(window, scaling, inputs, alpha.data, length), likelihood);
    }

    private static double[] squares(double[][] inputs) {
        int n = inputs.length;
        var squares = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double sum = 0;
                for (int k = 0; k < inputs[i].length; k++) {
                    double difference = inputs[i][k] - inputs[j][k];
                    sum += difference * difference;
                }
                squares[i * n + j] = sum;
                squares[j * n + i] = sum;
            }
        }
        return squares;
    }

    private static double[] gather(double[][] rows, int end, int window) {
        int d = rows[0].length == 0 ? 0 : rows[end - 1].length;
        var gathered = new double[window * d];
        for (int lag = 0; lag < window; lag++) {
            System.arraycopy(rows[end - 1 - lag], 0, gathered, lag * d, d);
        }
        return gathered;
    }

    /// @param inputs training windows, scaled
    /// @param weights of window i for channel k at `i*D + k`
    /// @param length length scale of the kernel, in scaled units
    public record Fitted(
            int window, Scaling scaling, double[][] inputs, double[] weights, double length)
            implements FittedForecaster {

        @Override
        public int context() {
            return window;
        }

        @Override
        public Prediction forecast(Segment history, int steps) {
            int d = history.dimension();
            double factor = -0.5 / (length * length);
            return Rollout.run(
                    history,
                    scaling,
                    window,
                    steps,
                    (past, end) -> {
                        double[] x = gather(past, end, window);
                        var next = past[end - 1].clone();
                        for (int i = 0; i < inputs.length; i++) {
                            double sum = 0;
                            double[] other = inputs[i];
                            for (int k = 0; k < x.length; k++) {
                                double difference = x[k] - other[k];
                                sum += difference * difference;
                            }
                            double kernel = Math.exp(factor * sum);
                            for (int k = 0; k < d; k++) {
                                next[k] += kernel * weights[i * d + k];
                            }
                        }
                        return next;
                    });
        }
    }
}
