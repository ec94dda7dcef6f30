package org.separatrix.dynamics.integrate;

import org.separatrix.dynamics.Flow;
import org.separatrix.equations.compile.TaylorKernel;

/// Taylor's method of adaptive order and step.
///
/// The order follows from the accuracy asked for, `p = 1 - log(epsilon)/2` rounded up, which
/// minimises the work per unit of time; the step is such that the last two terms of the series stay
/// below the error allowed, which puts it at about e⁻² of the radius of convergence. Steps are
/// never rejected. The series itself is the dense output. One expansion counts as one evaluation of
/// the right-hand side.
///
/// Source: A. Jorba and M. Zou, "A software package for the numerical integration of ODEs by means
/// of high-order Taylor methods", Experimental Mathematics 14 (2005), section 3.
final class TaylorStepper implements Stepper {

    private static final int LOWEST_ORDER = 4;
    private static final int HIGHEST_ORDER = 40;

    /// The end of the integration may ask for a slightly longer step than the series proposes.
    private static final double STRETCH = 1.001;

    private final TaylorKernel kernel;
    private final Tolerance tolerance;
    private final Counters counters;
    private final int d;
    private final double[] coefficients;
    private double[] x;
    private double[] next;
    private double t;
    private double direction = 1;
    private double longest;
    private double step;
    private int order;

    TaylorStepper(Flow flow, Tolerance tolerance, Counters counters) {
        kernel =
                flow.taylor()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "taylor needs the Taylor coefficients of a compiled"
                                                + " system, which this flow does not offer;"
                                                + " take dop853 or verner9"));
        this.tolerance = tolerance;
        this.counters = counters;
        d = flow.dimension();
        coefficients = new double[(HIGHEST_ORDER + 1) * d];
        x = new double[d];
        next = new double[d];
    }

    @Override
    public void start(double t, double[] x) {
        this.t = t;
        System.arraycopy(x, 0, this.x, 0, d);
        expand();
    }

    @Override
    public double firstStep(double direction) {
        this.direction = direction;
        return direction * longest;
    }

    private void expand() {
        order = orderFor(accuracy());
        kernel.coefficients(t, x, order, coefficients);
        counters.evaluations++;
        longest = Math.min(stepFor(order - 1), stepFor(order)) * Math.exp(-0.7 / (order - 1));
        step = longest;
    }

    /// The smallest error allowed, relative to the size of the state.
    private double accuracy() {
        double size = 0;
        double allowed = Double.POSITIVE_INFINITY;
        for (int i = 0; i < d; i++) {
            size = Math.max(size, Math.abs(x[i]));
        }
        for (int i = 0; i < d; i++) {
            allowed = Math.min(allowed, tolerance.scale(i, size));
        }
        return allowed / Math.max(size, allowed);
    }

    private static int orderFor(double accuracy) {
        double order = Math.ceil(1 - 0.5 * Math.log(accuracy));
        return (int) Math.clamp(order, LOWEST_ORDER, HIGHEST_ORDER);
    }

    /// Step at which the term of order `k` equals the error allowed.
    private double stepFor(int k) {
        double size = 0;
        for (int i = 0; i < d; i++) {
            size = Math.max(size, Math.abs(x[i]));
        }
        double term = 0;
        for (int i = 0; i < d; i++) {
            term = Math.max(term, Math.abs(coefficients[k * d + i]) / tolerance.scale(i, size));
        }
        return Math.pow(term, -1.0 / k);
    }

    @Override
    public boolean attempt(double h) {
        direction = Math.signum(h);
        if (Math.abs(h) > STRETCH * longest) {
            step = longest;
            return false;
        }
        boolean finite = true;
        for (int i = 0; i < d; i++) {
            double value = coefficients[order * d + i];
            for (int k = order - 1; k >= 0; k--) {
                value = value * h + coefficients[k * d + i];
            }
            next[i] = value;
            finite &= Double.isFinite(value);
        }
        if (!finite) {
            step = 0.1 * Math.abs(h);
        }
        return finite;
    }

    @Override
    public double nextStep() {
        return direction * step;
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
        return order > 0 ? order : LOWEST_ORDER;
    }

    @Override
    public void fill(Segment segment) {
        System.arraycopy(coefficients, 0, segment.coefficients(order, t, 1), 0, (order + 1) * d);
    }

    @Override
    public void advance(double t) {
        var free = x;
        x = next;
        next = free;
        this.t = t;
        expand();
    }
}
