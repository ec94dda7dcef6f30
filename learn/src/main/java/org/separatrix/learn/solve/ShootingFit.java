package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;

import java.util.Arrays;
import java.util.Locale;

/// Fits parameters of an equation to a trajectory by multiple shooting.
///
/// The trajectory is cut into segments whose starts are free, and begin at the data; Gauss and
/// Newton's method lowers the squared misfit while the jumps between segments go to zero. A single
/// segment is single shooting, which loses its way where solutions part quickly: on a chaotic
/// system the misfit of a long trajectory has minima everywhere, and the way there leads through
/// solutions that have nothing to do with the data.
///
/// Steps solve the linearised problem with equality constraints, and are shortened until a merit of
/// misfit and jumps falls.
///
/// Source: H. Bock, "Recent advances in parameter identification techniques for ODE", in Numerical
/// Treatment of Inverse Problems (1983); J. Nocedal, S. Wright, Numerical Optimization (2006),
/// chapter 18.
///
/// @param method that solves a segment
/// @param steps of it between two samples
/// @param tolerance largest jump, in deviations of the data, and relative change of the parameters
///   at which the iteration ends
/// @param iterations at most
public record ShootingFit(RungeKutta method, int steps, double tolerance, int iterations) {

    private static final int HALVINGS = 15;
    private static final double DECREASE = 1e-4;
    private static final double RIDGE = 1e-12;

    public ShootingFit {
        if (!(tolerance > 0) || iterations < 1 || steps < 1) {
            throw new SolveException(
                    "tolerance, iterations and steps must be above 0, got %s, %d and %d"
                            .formatted(tolerance, iterations, steps));
        }
    }

    /// Four steps of order five between samples.
    public static ShootingFit standard() {
        return new ShootingFit(RungeKutta.TSIT5, 4, 1e-8, 100);
    }

    /// The right-hand side.
    @FunctionalInterface
    public interface Equation {

        /// @param t time of every row, shape (rows, 1)
        /// @param y shape (rows, components)
        /// @param parameters of every row, shape (rows, parameters); rows do not influence each
        ///   other
        /// @return same shape as `y`
        Tensor at(Tensor t, Tensor y, Tensor parameters);
    }

    /// What was found.
    ///
    /// @param parameters of the equation
    /// @param starts state at the start of every segment, and at the end of the last
    /// @param misfit root mean square distance of the solution from the samples, in deviations
    /// @param jump largest jump between segments, in deviations
    /// @param iterations taken
    /// @param converged whether the tolerance was reached
    public record Fitted(
            double[] parameters,
            double[][] starts,
            double misfit,
            double jump,
            int iterations,
            boolean converged) {}

    /// Fits.
    ///
    /// @param times of the samples, strictly increasing
    /// @param values (samples, components), NaN where missing
    /// @param every intervals between samples in a segment; as many as there are for single
    ///   shooting
    /// @param guess of the parameters
    /// @throws SolveException if the data cannot be used, or the equation blows up at the guess
    public Fitted fit(
            Equation equation, double[] times, double[][] values, int every, double... guess) {
        check(times, values, every, guess);
        var segments = new ShootingSegments(equation, method, steps, times, values, every);
        var x = segments.start(guess);
        var point = segments.at(x, true);
        if (!point.isFinite()) {
            throw new SolveException(
                    "the equation blows up at the guess of the parameters %s"
                            .formatted(Arrays.toString(guess)));
        }
        double weight = 0;
        int k = 0;
        boolean converged = false;
        while (k < iterations && !converged) {
            k++;
            var direction = direction(point);
            weight = Math.max(weight, 2 * largest(direction.multipliers()));
            double merit = merit(point, weight);
            double slope = direction.fall() - weight * sum(point.jumps());
            double share = 1;
            var next = moved(x, direction.step(), share);
            var after = segments.at(next, false);
            for (int h = 0; h < HALVINGS; h++) {
                boolean enough =
                        after.isFinite()
                                && merit(after, weight) <= merit + DECREASE * share * slope;
                if (enough) {
                    break;
                }
                share /= 2;
                next = moved(x, direction.step(), share);
                after = segments.at(next, false);
            }
            double change = relative(direction.step(), x, guess.length);
            x = next;
            point = segments.at(x, true);
            if (!point.isFinite()) {
                break;
            }
            converged = largest(point.jumps()) <= tolerance && change <= tolerance;
        }
        int p = guess.length;
        return new Fitted(
                Arrays.copyOfRange(x, x.length - p, x.length),
                segments.starts(x),
                Math.sqrt(square(point.residuals()) / Math.max(1, segments.observations())),
                largest(point.jumps()),
                k,
                converged);
    }

    private static void check(double[] times, double[][] values, int every, double[] guess) {
        if (times.length < 2 || values.length != times.length) {
            throw new SolveException(
                    "%d samples at %d times; at least two and as many are needed"
                            .formatted(values.length, times.length));
        }
        for (int i = 1; i < times.length; i++) {
            if (!(times[i] > times[i - 1])) {
                throw new SolveException(
                        "times must strictly increase; number %d is %s after %s"
                                .formatted(i, times[i], times[i - 1]));
            }
        }
        if (every < 1 || guess.length == 0) {
            throw new SolveException(
                    "a segment needs an interval and the equation a parameter, got %d and %d"
                            .formatted(every, guess.length));
        }
        for (int c = 0; c < values[0].length; c++) {
            boolean any = false;
            for (var row : values) {
                if (Double.isInfinite(row[c])) {
                    throw new SolveException("component %d holds an infinite value".formatted(c));
                }
                any |= !Double.isNaN(row[c]);
            }
            if (!any) {
                throw new SolveException(
                        String.format(
                                Locale.ROOT,
                                "component %d is never seen; give it a value at the first sample"
                                        + " to start from",
                                c));
            }
        }
    }

    /// @param step of all unknowns
    /// @param multipliers of the jumps
    /// @param fall change of half the squared misfit along the step, to first order
    private record Direction(double[] step, double[] multipliers, double fall) {}

    /// The minimiser of the linearised misfit whose linearised jumps vanish.
    private static Direction direction(ShootingSegments.Point point) {
        int n = point.unknowns();
        int m = point.jumps().length;
        var matrix = new double[n + m][n + m];
        var right = new double[n + m];
        var residuals = point.residuals();
        var slopes = point.residualSlopes();
        for (int r = 0; r < residuals.length; r++) {
            var row = slopes[r];
            for (int i = 0; i < n; i++) {
                if (row[i] != 0) {
                    right[i] -= row[i] * residuals[r];
                    for (int j = 0; j < n; j++) {
                        matrix[i][j] += row[i] * row[j];
                    }
                }
            }
        }
        for (int i = 0; i < n; i++) {
            // Directions that neither data nor jumps determine stay where they are.
            matrix[i][i] += RIDGE * Math.max(1, matrix[i][i]);
        }
        for (int r = 0; r < m; r++) {
            right[n + r] = -point.jumps()[r];
            for (int i = 0; i < n; i++) {
                matrix[n + r][i] = point.jumpSlopes()[r][i];
                matrix[i][n + r] = point.jumpSlopes()[r][i];
            }
        }
        var solved = Dense.solve(matrix, right);
        var step = Arrays.copyOf(solved, n);
        double fallen = 0;
        for (int i = 0; i < n; i++) {
            fallen -= right[i] * step[i];
        }
        return new Direction(step, Arrays.copyOfRange(solved, n, n + m), fallen);
    }

    private static double[] moved(double[] x, double[] step, double share) {
        var next = x.clone();
        for (int i = 0; i < next.length; i++) {
            next[i] += share * step[i];
        }
        return next;
    }

    private static double merit(ShootingSegments.Point point, double weight) {
        return 0.5 * square(point.residuals()) + weight * sum(point.jumps());
    }

    private static double relative(double[] step, double[] x, int parameters) {
        double largest = 0;
        for (int i = x.length - parameters; i < x.length; i++) {
            largest = Math.max(largest, Math.abs(step[i]) / Math.max(1e-3, Math.abs(x[i])));
        }
        return largest;
    }

    private static double sum(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += Math.abs(v);
        }
        return sum;
    }

    private static double square(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v * v;
        }
        return sum;
    }

    private static double largest(double[] x) {
        double largest = 0;
        for (double v : x) {
            largest = Math.max(largest, Math.abs(v));
        }
        return largest;
    }
}
