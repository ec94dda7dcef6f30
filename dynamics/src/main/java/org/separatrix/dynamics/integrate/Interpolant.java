package org.separatrix.dynamics.integrate;

/// The solution inside one accepted step, as a function of time (dense output).
///
/// An interpolant handed to a [StepListener] lives in the workspace of the integration and is valid
/// only until the listener returns; [#frozen] gives one that stays.
public interface Interpolant {

    /// Time at which the step begins.
    double from();

    /// Time at which the step ends; before [#from] when integrating backwards.
    double to();

    /// State at time `t`, written to `x` (length d).
    ///
    /// At [#from] and [#to] the values are those of the method itself, to the bit. Outside the step
    /// the polynomial is extrapolated.
    void at(double t, double[] x);

    /// An independent copy that outlives the step.
    Interpolant frozen();
}
