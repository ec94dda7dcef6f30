package org.separatrix.dynamics.integrate;

import org.separatrix.dynamics.Flow;

/// Radau IIA of order 5: three implicit stages, L-stable, for very stiff systems and tight
/// tolerances.
///
/// The stages are solved by simplified Newton iteration in the coordinates that split the 3d
/// equations into d real and d complex ones. Jacobian and factorisations are kept as long as the
/// iteration converges fast. Dense output is the collocation polynomial, of order 3 between the
/// ends.
///
/// Source: E. Hairer and G. Wanner, "Solving Ordinary Differential Equations II", 2nd edition,
/// Springer 1996, IV.8.
final class RadauIia implements Stepper {

    private static final double ROOT6 = Math.sqrt(6);

    private static final double[] NODES = {(4 - ROOT6) / 10, (4 + ROOT6) / 10, 1};

    private static final double[] ERROR = {(-13 - 7 * ROOT6) / 3, (-13 + 7 * ROOT6) / 3, -1 / 3.0};

    /// Eigenvalues of the inverse of the matrix of the method: one real and a complex pair.
    private static final double REAL = 3 + Math.pow(3, 2 / 3.0) - Math.pow(3, 1 / 3.0);

    private static final double COMPLEX_RE =
            3 + 0.5 * (Math.pow(3, 1 / 3.0) - Math.pow(3, 2 / 3.0));

    private static final double COMPLEX_IM = -0.5 * (Math.pow(3, 5 / 6.0) + Math.pow(3, 7 / 6.0));

    /// From split coordinates to stages, row by row.
    private static final double[][] T = {
        {0.09443876248897524, -0.1412552950209542, 0.03002919410514742},
        {0.2502131229653333, 0.2041293522937999, -0.3829421127572619},
        {1, 1, 0}
    };

    /// From stages to split coordinates.
    private static final double[][] T_INVERSE = {
        {4.178718591551904, 0.32768282076106237, 0.5233764454994495},
        {-4.178718591551904, -0.32768282076106237, 0.4766235545005504},
        {0.5028726349457868, -2.571926949855605, 0.5960392048282249}
    };

    /// Coefficients of theta, theta^2, theta^3 of the collocation polynomial for each stage.
    private static final double[][] DENSE = {
        {13 / 3.0 + 7 * ROOT6 / 3, -23 / 3.0 - 22 * ROOT6 / 3, 10 / 3.0 + 5 * ROOT6},
        {13 / 3.0 - 7 * ROOT6 / 3, -23 / 3.0 + 22 * ROOT6 / 3, 10 / 3.0 - 5 * ROOT6},
        {1 / 3.0, -8 / 3.0, 10 / 3.0}
    };

    private static final int MOST_ITERATIONS = 6;

    /// A fixed step cannot be shortened where the iteration is slow, so it may take longer.
    private static final int MOST_ITERATIONS_FIXED = 50;

    private static final double SMALLEST_FACTOR = 0.2;
    private static final double LARGEST_FACTOR = 10;
    private static final double FAST_CONVERGENCE = 1e-3;
    private static final double KEEP_STEP_BELOW = 1.2;

    private final Flow flow;
    private final Tolerance tolerance;
    private final Counters counters;
    private final double fixedStep;
    private final double newtonTolerance;
    private final int mostIterations;
    private final int d;
    private final Lu realLu;
    private final ComplexLu complexLu;

    private final double[] jacobian;
    private final double[] slope;
    private final double[] z;
    private final double[] w;
    private final double[] f;
    private final double[] polynomial;
    private final double[] argument;
    private final double[] stageSlope;
    private final double[] real;
    private final double[] complexRe;
    private final double[] complexIm;
    private final double[] error;
    private double[] x;
    private double[] next;
    private double t;
    private double h;
    private double step;

    private boolean slopeKnown;
    private boolean jacobianKnown;
    private boolean jacobianFresh;
    private double factorisedStep;
    private boolean polynomialKnown;
    private double polynomialStep;
    private double previousStep;
    private double previousError;
    private boolean justRejected;
    private boolean unsolved;
    private int iterations;
    private double rate;

    /// @param fixedStep length of every step, or 0 to adapt; fixed steps are for measuring the
    ///   order
    RadauIia(Flow flow, Tolerance tolerance, double fixedStep, Counters counters) {
        this.flow = flow;
        this.tolerance = fixedStep > 0 ? tolerance : inner(tolerance);
        this.fixedStep = fixedStep;
        this.counters = counters;
        double relative = Math.max(this.tolerance.relative(), 1e-15);
        newtonTolerance =
                Math.max(10 * Math.ulp(1.0) / relative, Math.min(0.03, Math.sqrt(relative)));
        mostIterations = fixedStep > 0 ? MOST_ITERATIONS_FIXED : MOST_ITERATIONS;
        d = flow.dimension();
        realLu = new Lu(d);
        complexLu = new ComplexLu(d);
        jacobian = new double[d * d];
        slope = new double[d];
        z = new double[3 * d];
        w = new double[3 * d];
        f = new double[3 * d];
        polynomial = new double[3 * d];
        argument = new double[d];
        stageSlope = new double[d];
        real = new double[d];
        complexRe = new double[d];
        complexIm = new double[d];
        error = new double[d];
        x = new double[d];
        next = new double[d];
    }

    /// The tolerance put to the error estimate, as in RADAU5.
    ///
    /// The estimate is of order 3 and the solution of order 5: held to the tolerance itself the
    /// estimate makes the solution far more accurate than was asked for, at the price of many more
    /// steps.
    private static Tolerance inner(Tolerance asked) {
        if (asked.relative() == 0) {
            return asked;
        }
        double relative = 0.1 * Math.pow(asked.relative(), 2 / 3.0);
        var absolute = asked.absolute().clone();
        for (int i = 0; i < absolute.length; i++) {
            absolute[i] *= relative / asked.relative();
        }
        return new Tolerance(relative, absolute);
    }

    @Override
    public void start(double t, double[] x) {
        this.t = t;
        System.arraycopy(x, 0, this.x, 0, d);
        slopeKnown = false;
        jacobianKnown = false;
        factorisedStep = 0;
        polynomialKnown = false;
        previousStep = 0;
        justRejected = true;
    }

    @Override
    public double firstStep(double direction) {
        if (fixedStep > 0) {
            return direction * fixedStep;
        }
        evaluateSlope();
        return InitialStep.estimate(flow, t, x, slope, direction, 4, tolerance, counters);
    }

    private void evaluateSlope() {
        if (!slopeKnown) {
            flow.derivative(t, x, slope);
            counters.evaluations++;
            slopeKnown = true;
        }
    }

    private void evaluateJacobian() {
        flow.jacobian(t, x, jacobian);
        counters.jacobians++;
        jacobianKnown = true;
        jacobianFresh = true;
        factorisedStep = 0;
    }

    @Override
    public boolean attempt(double h) {
        this.h = h;
        evaluateSlope();
        if (!jacobianKnown) {
            evaluateJacobian();
        }
        boolean solved = factorise() && newton();
        if (!solved && !jacobianFresh) {
            evaluateJacobian();
            solved = factorise() && newton();
        }
        unsolved = !solved;
        if (!solved) {
            step = 0.5 * h;
            justRejected = true;
            return false;
        }
        for (int i = 0; i < d; i++) {
            next[i] = x[i] + z[2 * d + i];
        }
        if (fixedStep > 0) {
            step = Math.copySign(fixedStep, h);
            keepPolynomial();
            return true;
        }
        double e = scaledError();
        double safety = 0.9 * (2 * MOST_ITERATIONS + 1) / (2.0 * MOST_ITERATIONS + iterations);
        double factor = safety * predictedFactor(e);
        if (!(e <= 1)) {
            step = h * Math.max(SMALLEST_FACTOR, e < Double.POSITIVE_INFINITY ? factor : 0);
            justRejected = true;
            return false;
        }
        accept(e, factor);
        return true;
    }

    private void accept(double e, double factor) {
        boolean slow = iterations > 2 && rate > FAST_CONVERGENCE;
        double limited = Math.min(LARGEST_FACTOR, factor);
        if (justRejected && previousStep != 0) {
            limited = Math.min(limited, 1);
        }
        step = !slow && limited >= 1 && limited < KEEP_STEP_BELOW ? h : h * limited;
        previousStep = h;
        previousError = Math.max(e, 1e-2);
        justRejected = false;
        if (slow) {
            jacobianKnown = false;
        }
        keepPolynomial();
    }

    private boolean factorise() {
        if (factorisedStep == h) {
            return true;
        }
        counters.factorisations += 2;
        boolean regular =
                realLu.factorise(REAL / h, jacobian)
                        && complexLu.factorise(COMPLEX_RE / h, COMPLEX_IM / h, jacobian);
        factorisedStep = regular ? h : 0;
        return regular;
    }

    /// Solves for the stage increments z; whether the iteration converged.
    private boolean newton() {
        guess();
        double previous = 0;
        rate = 0;
        for (iterations = 1; iterations <= mostIterations; iterations++) {
            for (int s = 0; s < 3; s++) {
                for (int i = 0; i < d; i++) {
                    argument[i] = x[i] + z[s * d + i];
                }
                flow.derivative(t + NODES[s] * h, argument, stageSlope);
                counters.evaluations++;
                System.arraycopy(stageSlope, 0, f, s * d, d);
            }
            double change = solveForChange();
            if (!Double.isFinite(change)) {
                return false;
            }
            if (iterations > 1) {
                rate = previous > 0 ? change / previous : 0;
                double expected = Math.pow(rate, mostIterations - iterations) / (1 - rate) * change;
                if (rate >= 1 || expected > newtonTolerance) {
                    return false;
                }
            }
            update();
            if (change == 0 || (iterations > 1 && rate / (1 - rate) * change < newtonTolerance)) {
                return true;
            }
            previous = change;
        }
        return false;
    }

    /// First guess: the previous collocation polynomial, continued.
    private void guess() {
        for (int s = 0; s < 3; s++) {
            double theta = polynomialKnown ? 1 + NODES[s] * h / polynomialStep : 0;
            for (int i = 0; i < d; i++) {
                z[s * d + i] = polynomialKnown ? increment(theta, i) - increment(1, i) : 0;
            }
        }
        transform(T_INVERSE, z, w);
    }

    private double increment(double theta, int i) {
        return theta
                * (polynomial[i] + theta * (polynomial[d + i] + theta * polynomial[2 * d + i]));
    }

    /// One linear solve in split coordinates; the change is left in `real`, `complexRe`,
    /// `complexIm`.
    ///
    /// @return scaled norm of the change
    private double solveForChange() {
        double r = REAL / h;
        double cr = COMPLEX_RE / h;
        double ci = COMPLEX_IM / h;
        for (int i = 0; i < d; i++) {
            double f0 = f[i];
            double f1 = f[d + i];
            double f2 = f[2 * d + i];
            double w1 = w[d + i];
            double w2 = w[2 * d + i];
            real[i] = row(T_INVERSE[0], f0, f1, f2) - r * w[i];
            complexRe[i] = row(T_INVERSE[1], f0, f1, f2) - (cr * w1 - ci * w2);
            complexIm[i] = row(T_INVERSE[2], f0, f1, f2) - (cr * w2 + ci * w1);
        }
        realLu.solve(real);
        complexLu.solve(complexRe, complexIm);
        double sum = 0;
        for (int i = 0; i < d; i++) {
            double scale = tolerance.scale(i, Math.abs(x[i]));
            sum +=
                    (real[i] * real[i] + complexRe[i] * complexRe[i] + complexIm[i] * complexIm[i])
                            / (scale * scale);
        }
        return Math.sqrt(sum / (3.0 * d));
    }

    private static double row(double[] weights, double a, double b, double c) {
        return weights[0] * a + weights[1] * b + weights[2] * c;
    }

    private void update() {
        for (int i = 0; i < d; i++) {
            w[i] += real[i];
            w[d + i] += complexRe[i];
            w[2 * d + i] += complexIm[i];
        }
        transform(T, w, z);
    }

    private void transform(double[][] matrix, double[] from, double[] to) {
        for (int s = 0; s < 3; s++) {
            for (int i = 0; i < d; i++) {
                to[s * d + i] = row(matrix[s], from[i], from[d + i], from[2 * d + i]);
            }
        }
    }

    private double scaledError() {
        estimate(slope);
        double e = tolerance.norm(error, x, next);
        if (e > 1 && justRejected) {
            // At the start and after a rejection the estimate is filtered once more.
            for (int i = 0; i < d; i++) {
                argument[i] = x[i] + error[i];
            }
            flow.derivative(t, argument, stageSlope);
            counters.evaluations++;
            estimate(stageSlope);
            e = tolerance.norm(error, x, next);
        }
        return e;
    }

    private void estimate(double[] base) {
        for (int i = 0; i < d; i++) {
            error[i] = base[i] + row(ERROR, z[i], z[d + i], z[2 * d + i]) / h;
        }
        realLu.solve(error);
    }

    /// Gustafsson's predictive control for an error that falls as h^4.
    private double predictedFactor(double e) {
        if (e == 0) {
            return LARGEST_FACTOR;
        }
        double elementary = Math.pow(e, -0.25);
        if (previousStep == 0) {
            return elementary;
        }
        double trend = h / previousStep * Math.pow(previousError / e, 0.25);
        return Math.min(1, trend) * elementary;
    }

    private void keepPolynomial() {
        for (int k = 0; k < 3; k++) {
            for (int i = 0; i < d; i++) {
                polynomial[k * d + i] =
                        DENSE[0][k] * z[i] + DENSE[1][k] * z[d + i] + DENSE[2][k] * z[2 * d + i];
            }
        }
        polynomialKnown = true;
        polynomialStep = h;
    }

    /// Whether the last attempt failed because the stages could not be solved for.
    @Override
    public boolean unsolved() {
        return unsolved;
    }

    @Override
    public double nextStep() {
        return step;
    }

    @Override
    public double[] begin() {
        return x;
    }

    @Override
    public double[] end() {
        return next;
    }

    @Override
    public int degree() {
        return 3;
    }

    @Override
    public void fill(Segment segment) {
        var coefficients = segment.coefficients(3, t, 1 / h);
        System.arraycopy(x, 0, coefficients, 0, d);
        System.arraycopy(polynomial, 0, coefficients, d, 3 * d);
    }

    @Override
    public void advance(double t) {
        var free = x;
        x = next;
        next = free;
        this.t = t;
        slopeKnown = false;
        jacobianFresh = false;
    }
}
