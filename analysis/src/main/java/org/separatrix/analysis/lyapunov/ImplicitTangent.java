package org.separatrix.analysis.lyapunov;

import org.separatrix.dynamics.Flow;

import java.util.Arrays;

/// A stiff flow with its tangent vectors by Radau IIA of order 5, three implicit stages.
///
/// The stages are solved by Newton's iteration with the Jacobian of every stage; the matrix of its
/// last iteration carries the tangent vectors, so that they are the derivative of the numerical
/// flow. Directions that shrink by many orders of magnitude in one step shrink too slowly here:
/// take one vector less than there are states and find the last exponent from the mean divergence.
/// One step costs about four factorisations of a matrix of 3d rows.
///
/// Source: E. Hairer and G. Wanner, "Solving Ordinary Differential Equations II", 2nd edition,
/// Springer 1996, IV.8.
final class ImplicitTangent implements TangentStepper {

    private static final double ROOT6 = Math.sqrt(6);
    private static final double[] C = {(4 - ROOT6) / 10, (4 + ROOT6) / 10, 1};
    private static final double[][] A = {
        {(88 - 7 * ROOT6) / 360, (296 - 169 * ROOT6) / 1800, (-2 + 3 * ROOT6) / 225},
        {(296 + 169 * ROOT6) / 1800, (88 + 7 * ROOT6) / 360, (-2 - 3 * ROOT6) / 225},
        {(16 - ROOT6) / 36, (16 + ROOT6) / 36, 1 / 9.0}
    };
    private static final double[] ERROR = {(-13 - 7 * ROOT6) / 3, (-13 + 7 * ROOT6) / 3, -1 / 3.0};

    /// The real eigenvalue of the inverse of A.
    private static final double REAL = 3 + Math.pow(3, 2 / 3.0) - Math.pow(3, 1 / 3.0);

    private static final int MOST_ITERATIONS = 8;
    private static final double SAFETY = 0.9;
    private static final double SMALLEST_FACTOR = 0.2;
    private static final double LARGEST_FACTOR = 5;
    private static final double SMALLEST_SIZE = 1e-10;

    private final Flow flow;
    private final int d;
    private final int k;
    private final double tolerance;
    private final double longest;
    private final double[] x;
    private final double[] frame;
    private final double[] sizes;
    private final double[] z;
    private final double[] place;
    private final double[] slope;
    private final double[] start;
    private final double[] startJacobian;
    private final double[] errors;
    private final double[][] slopes = new double[3][];
    private final double[][] jacobians = new double[3][];
    private final double[] matrix;
    private final double[] right;
    private final DenseLu stages;
    private final DenseLu filter;
    private double t;
    private double h;
    private double divergence;
    private long steps;

    /// @param k number of tangent vectors
    /// @param tolerance local error allowed, relative to the largest size of each state
    /// @param longest longest step, in time units
    ImplicitTangent(Flow flow, int k, double tolerance, double longest) {
        this.flow = flow;
        this.k = k;
        this.tolerance = tolerance;
        this.longest = longest;
        d = flow.dimension();
        x = new double[d];
        frame = new double[k * d];
        sizes = new double[d];
        z = new double[3 * d];
        place = new double[d];
        slope = new double[d];
        start = new double[d];
        startJacobian = new double[d * d];
        errors = new double[d];
        for (int s = 0; s < 3; s++) {
            slopes[s] = new double[d];
            jacobians[s] = new double[d * d];
        }
        matrix = new double[9 * d * d];
        right = new double[3 * d];
        stages = new DenseLu(3 * d);
        filter = new DenseLu(d);
    }

    @Override
    public void start(double time, double[] from) {
        System.arraycopy(from, 0, x, 0, d);
        for (int i = 0; i < d; i++) {
            sizes[i] = Math.max(Math.abs(x[i]), SMALLEST_SIZE);
        }
        t = time;
        h = longest / 1000;
        divergence = 0;
        steps = 0;
    }

    @Override
    public void step() {
        flow.derivative(t, x, start);
        flow.jacobian(t, x, startJacobian);
        while (true) {
            if (h < 1e-14 * longest || t + h == t) {
                throw new TangentFailureException(
                        ("the step shrank to %.3g at t = %.6g (step %d). Maybe the trajectory"
                                        + " becomes infinite.")
                                .formatted(h, t, steps));
            }
            double error = solve() ? error() : Double.POSITIVE_INFINITY;
            double factor =
                    error < Double.POSITIVE_INFINITY
                            ? Math.clamp(
                                    SAFETY * Math.pow(Math.max(error, 1e-12), -0.25),
                                    SMALLEST_FACTOR,
                                    LARGEST_FACTOR)
                            : SMALLEST_FACTOR;
            if (error <= 1) {
                accept();
                h = Math.min(longest, h * factor);
                return;
            }
            h *= Math.min(factor, SAFETY);
        }
    }

    /// Newton's iteration for the stages `x + z`; whether it converged.
    private boolean solve() {
        Arrays.fill(z, 0);
        double before = Double.POSITIVE_INFINITY;
        for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
            evaluateStages();
            fillMatrix();
            if (!stages.factorise(matrix)) {
                return false;
            }
            for (int s = 0; s < 3; s++) {
                for (int i = 0; i < d; i++) {
                    double sum = -z[s * d + i];
                    for (int r = 0; r < 3; r++) {
                        sum += h * A[s][r] * slopes[r][i];
                    }
                    right[s * d + i] = sum;
                }
            }
            stages.solve(right);
            double largest = 0;
            for (int i = 0; i < right.length; i++) {
                z[i] += right[i];
                double scaled = Math.abs(right[i]) / sizes[i % d];
                largest = scaled <= largest ? largest : scaled;
            }
            if (!(largest < Double.POSITIVE_INFINITY) || (iteration > 2 && largest > before)) {
                return false;
            }
            if (largest < 1e-2 * tolerance) {
                return true;
            }
            before = largest;
        }
        return false;
    }

    private void evaluateStages() {
        for (int s = 0; s < 3; s++) {
            for (int i = 0; i < d; i++) {
                place[i] = x[i] + z[s * d + i];
            }
            flow.derivative(t + C[s] * h, place, slopes[s]);
            flow.jacobian(t + C[s] * h, place, jacobians[s]);
        }
    }

    /// `I - h A J`, with the Jacobian of stage r in the block column r.
    private void fillMatrix() {
        int n = 3 * d;
        for (int s = 0; s < 3; s++) {
            for (int r = 0; r < 3; r++) {
                double weight = -h * A[s][r];
                for (int i = 0; i < d; i++) {
                    for (int j = 0; j < d; j++) {
                        matrix[(s * d + i) * n + r * d + j] = weight * jacobians[r][i * d + j];
                    }
                }
            }
        }
        for (int i = 0; i < n; i++) {
            matrix[i * n + i] += 1;
        }
    }

    /// Scaled error of the state, of third order in the step.
    private double error() {
        for (int i = 0; i < d; i++) {
            errors[i] =
                    start[i]
                            + (ERROR[0] * z[i] + ERROR[1] * z[d + i] + ERROR[2] * z[2 * d + i]) / h;
        }
        if (!filter.factorise(REAL / h, startJacobian)) {
            return Double.POSITIVE_INFINITY;
        }
        filter.solve(errors);
        double sum = 0;
        for (int i = 0; i < d; i++) {
            double scaled = errors[i] / Math.max(sizes[i], Math.abs(x[i] + z[2 * d + i]));
            sum += scaled * scaled;
        }
        double scaled = Math.sqrt(sum / d) / tolerance;
        return Double.isNaN(scaled) ? Double.POSITIVE_INFINITY : scaled;
    }

    private void accept() {
        for (int c = 0; c < k; c++) {
            carry(c * d);
        }
        for (int s = 0; s < 3; s++) {
            for (int i = 0; i < d; i++) {
                divergence += h * A[2][s] * jacobians[s][i * d + i];
            }
        }
        for (int i = 0; i < d; i++) {
            x[i] += z[2 * d + i];
            sizes[i] = Math.max(sizes[i], Math.abs(x[i]));
        }
        t += h;
        steps++;
    }

    /// Solves the linearised stages for the tangent vector at `c`.
    private void carry(int c) {
        Arrays.fill(right, 0);
        for (int r = 0; r < 3; r++) {
            for (int i = 0; i < d; i++) {
                double sum = 0;
                for (int j = 0; j < d; j++) {
                    sum += jacobians[r][i * d + j] * frame[c + j];
                }
                slope[i] = sum;
            }
            for (int s = 0; s < 3; s++) {
                for (int i = 0; i < d; i++) {
                    right[s * d + i] += h * A[s][r] * slope[i];
                }
            }
        }
        stages.solve(right);
        for (int i = 0; i < d; i++) {
            frame[c + i] += right[2 * d + i];
        }
    }

    @Override
    public Course course() {
        return new Course(0, false, true);
    }

    /// Accepted steps so far.
    long steps() {
        return steps;
    }

    @Override
    public double time() {
        return t;
    }

    @Override
    public double[] state() {
        return x;
    }

    @Override
    public double[] frame() {
        return frame;
    }

    @Override
    public double divergence() {
        return divergence;
    }
}
