package org.separatrix.analysis.lyapunov;

/// Advances a state together with k tangent vectors, step by step.
///
/// One instance serves one thread and one run.
interface TangentStepper {

    /// Sets the state; the frame is left as it is.
    void start(double time, double[] x);

    /// One accepted step of the state and of the tangent vectors.
    ///
    /// @throws TangentFailureException if the state becomes infinite or the steps vanish
    void step();

    /// Time, or number of steps of a map.
    double time();

    /// The state, length d, owned by the stepper.
    double[] state();

    /// The tangent vectors, vector c at `c*d`, length k*d, owned by the stepper.
    double[] frame();

    /// Integral of the divergence of f since the start; for a map the sum of log|det J|.
    double divergence();

    /// What happened since the start.
    default Course course() {
        return Course.SMOOTH;
    }
}
