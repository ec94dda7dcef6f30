package org.separatrix.dynamics.integrate;

import org.jspecify.annotations.Nullable;
import org.separatrix.dynamics.Flow;
import org.separatrix.equations.compile.ButcherTableau;
import org.separatrix.equations.compile.RungeKuttaKernel;

import java.util.Arrays;

/// The engine of all explicit Runge–Kutta methods.
///
/// One step is the flow's fused kernel where there is one and a loop over stage arrays otherwise;
/// both fill the same stages. The derivative at the end of a step is the first stage of the next
/// and is evaluated once. Work arrays are held by the instance.
final class RungeKuttaStepper implements Stepper {

    private final Flow flow;
    private final ExplicitMethod method;
    private final Tolerance tolerance;
    private final Counters counters;
    private final StepController controller;
    private final double fixedStep;
    private final @Nullable RungeKuttaKernel kernel;

    private final int d;
    private final int stages;

    /// Index of the stage that holds the derivative at the end of the step.
    private final int endStage;

    private final StageSum[] rows;
    private final StageSum solution;
    private final StageSum error;
    private final StageSum coarseError;
    private final StageSum[] extraRows;

    private final double[] k;
    private final double[] argument;
    private final double[] slope;
    private final double[] errors;
    private double[] x;
    private double[] next;
    private double t;
    private double h;
    private double step;
    private boolean endEvaluated;

    /// @param fixedStep length of every step, or 0 to adapt
    RungeKuttaStepper(
            Flow flow,
            ExplicitMethod method,
            Tolerance tolerance,
            double fixedStep,
            Counters counters) {
        this.flow = flow;
        this.method = method;
        this.tolerance = tolerance;
        this.fixedStep = fixedStep;
        this.counters = counters;
        controller = new StepController(Math.max(1, method.errorOrder()));
        var tableau = method.tableau();
        kernel = flow.rungeKutta(tableau).orElse(null);
        d = flow.dimension();
        stages = tableau.stages();
        endStage = tableau.firstSameAsLast() ? stages - 1 : stages;
        rows = StageSum.rows(tableau.a(), d);
        solution = new StageSum(tableau.b(), d);
        error = new StageSum(tableau.e(), d);
        coarseError = new StageSum(method.coarse(), d);
        extraRows = StageSum.rows(method.extension().a(), d);
        k = new double[(endStage + 1 + extraRows.length) * d];
        argument = new double[d];
        slope = new double[d];
        errors = new double[d];
        x = new double[d];
        next = new double[d];
    }

    @Override
    public void start(double t, double[] x) {
        this.t = t;
        System.arraycopy(x, 0, this.x, 0, d);
        evaluate(t, this.x, 0);
        controller.restart();
    }

    @Override
    public double firstStep(double direction) {
        if (!method.adaptive()) {
            return direction * fixedStep;
        }
        System.arraycopy(k, 0, slope, 0, d);
        step =
                InitialStep.estimate(
                        flow, t, x, slope, direction, method.errorOrder(), tolerance, counters);
        return step;
    }

    @Override
    public void propose(double h) {
        step = h;
    }

    @Override
    public boolean attempt(double h) {
        this.h = h;
        endEvaluated = method.tableau().firstSameAsLast();
        if (kernel != null) {
            kernel.step(t, h, x, k, next, errors);
            counters.evaluations += stages - 1;
        } else {
            loopOverStages();
        }
        if (!method.adaptive()) {
            return true;
        }
        boolean accepted = controller.accepts(squaredError());
        step = h * controller.factor();
        return accepted;
    }

    private void loopOverStages() {
        ButcherTableau tableau = method.tableau();
        var c = tableau.c();
        int last = tableau.firstSameAsLast() ? stages - 1 : stages;
        for (int s = 1; s < last; s++) {
            rows[s].add(x, h, k, argument);
            evaluate(t + c[s] * h, argument, s);
        }
        if (tableau.firstSameAsLast()) {
            rows[last].add(x, h, k, next);
            evaluate(t + h, next, last);
        } else {
            solution.add(x, h, k, next);
        }
        error.scaled(h, k, errors);
    }

    private void evaluate(double time, double[] state, int stage) {
        flow.derivative(time, state, slope);
        for (int i = 0; i < d; i++) {
            k[stage * d + i] = slope[i];
        }
        counters.evaluations++;
    }

    /// Square of the scaled error; with a second estimate combined as in DOP853.
    private double squaredError() {
        double fine = tolerance.squaredNorm(errors, x, next);
        if (coarseError.isEmpty()) {
            return fine;
        }
        coarseError.scaled(h, k, slope);
        double coarse = tolerance.squaredNorm(slope, x, next);
        return fine == 0 ? 0 : fine * (fine / (fine + 0.01 * coarse));
    }

    @Override
    public double nextStep() {
        return method.adaptive() ? step : Math.copySign(fixedStep, h);
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
        return method.extension().degree();
    }

    @Override
    public void fill(Segment segment) {
        evaluateEnd();
        var extension = method.extension();
        for (int s = 0; s < extraRows.length; s++) {
            extraRows[s].add(x, h, k, argument);
            evaluate(t + extension.c()[s] * h, argument, endStage + 1 + s);
        }
        int degree = extension.degree();
        var coefficients = segment.centredCoefficients(degree);
        Arrays.fill(coefficients, 0, (degree + 1) * d, 0);
        var weights = extension.weights();
        for (int s = 0; s < weights.length; s++) {
            for (int m = 0; m < weights[s].length; m++) {
                double weight = h * weights[s][m];
                for (int i = 0; i < d; i++) {
                    coefficients[m * d + i] += weight * k[s * d + i];
                }
            }
        }
        for (int i = 0; i < d; i++) {
            coefficients[i] += x[i];
        }
    }

    private void evaluateEnd() {
        if (!endEvaluated) {
            evaluate(t + h, next, endStage);
            endEvaluated = true;
        }
    }

    @Override
    public void advance(double t) {
        evaluateEnd();
        for (int i = 0; i < d; i++) {
            k[i] = k[endStage * d + i];
        }
        var free = x;
        x = next;
        next = free;
        this.t = t;
    }

    /// Hairer's estimate of |h * eigenvalue|: how much the derivative moved between the last stage
    /// and the end of the step, per distance of their states. Valid after an accepted step of a
    /// method whose last proper stage lies at the end of the step.
    double stiffness() {
        evaluateEnd();
        int stage = endStage - 1;
        rows[stage].add(x, h, k, argument);
        double slopes = 0;
        double distances = 0;
        for (int i = 0; i < d; i++) {
            double ds = k[endStage * d + i] - k[stage * d + i];
            double dx = next[i] - argument[i];
            slopes += ds * ds;
            distances += dx * dx;
        }
        return distances > 0 ? Math.abs(h) * Math.sqrt(slopes / distances) : 0;
    }
}
