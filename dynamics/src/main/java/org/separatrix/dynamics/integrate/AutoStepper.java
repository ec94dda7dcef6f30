package org.separatrix.dynamics.integrate;

import org.separatrix.dynamics.Flow;

/// Starts with an explicit method and changes to Rodas5P while the system is stiff, and back.
///
/// Stiff means that the explicit method's stability, not its accuracy, limits the step: `h` times
/// the local estimate of the largest eigenvalue lies beyond its stability boundary in fifteen
/// steps, not interrupted by six that are free. It goes back after ten steps that an explicit
/// method could take as well.
///
/// Source: E. Hairer and G. Wanner, "Solving Ordinary Differential Equations II", 2nd edition,
/// Springer 1996, IV.2, "Detecting stiffness", equation (2.10).
final class AutoStepper implements Stepper {

    private static final int STIFF_STEPS = 15;
    private static final int FREE_STEPS = 6;
    private static final int EASY_STEPS = 10;

    /// Tolerances from here up are served by Dormand–Prince, tighter ones by DOP853.
    private static final double LOOSE = 1e-7;

    private final RungeKuttaStepper explicit;
    private final Rodas5p implicit;
    private final double boundary;
    private final int degree;
    private Stepper active;
    private int stiff;
    private int free;
    private int easy;

    AutoStepper(Flow flow, Tolerance tolerance, Counters counters) {
        boolean loose = tolerance.relative() >= LOOSE;
        explicit =
                new RungeKuttaStepper(
                        flow, loose ? DormandPrince.METHOD : Dop853.METHOD, tolerance, 0, counters);
        // Reach of the stability domains on the negative real axis, as in DOPRI5 and DOP853.
        boundary = loose ? 3.25 : 6.1;
        implicit = new Rodas5p(flow, tolerance, 0, counters);
        degree = Math.max(explicit.degree(), implicit.degree());
        active = explicit;
    }

    @Override
    public void start(double t, double[] x) {
        active.start(t, x);
    }

    @Override
    public double firstStep(double direction) {
        return active.firstStep(direction);
    }

    @Override
    public boolean attempt(double h) {
        return active.attempt(h);
    }

    @Override
    public double nextStep() {
        return active.nextStep();
    }

    @Override
    public double[] begin() {
        return active.begin();
    }

    @Override
    public double[] end() {
        return active.end();
    }

    @Override
    public int degree() {
        return degree;
    }

    @Override
    public void fill(Segment segment) {
        active.fill(segment);
    }

    @Override
    public void advance(double t) {
        if (active == explicit) {
            advanceExplicit(t);
        } else {
            advanceImplicit(t);
        }
    }

    private void advanceExplicit(double t) {
        if (explicit.stiffness() > boundary) {
            free = 0;
            stiff++;
        } else if (stiff > 0 && ++free >= FREE_STEPS) {
            stiff = 0;
            free = 0;
        }
        if (stiff < STIFF_STEPS) {
            explicit.advance(t);
            return;
        }
        change(explicit, implicit, t);
    }

    private void advanceImplicit(double t) {
        easy = implicit.stiffness() < 0.5 * boundary ? easy + 1 : 0;
        if (easy < EASY_STEPS) {
            implicit.advance(t);
            return;
        }
        change(implicit, explicit, t);
    }

    private void change(Stepper from, Stepper to, double t) {
        stiff = 0;
        free = 0;
        easy = 0;
        double next = from.nextStep();
        to.start(t, from.end());
        to.propose(next);
        active = to;
    }
}
