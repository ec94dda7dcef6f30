package org.separatrix.equations.compile;

/// Generated straight-line code over flat arrays: stateless, shared by all copies of a kernel.
///
/// What the arrays mean is agreed between the part that generates the code and the part that calls
/// it; the names tell the usual roles.
interface Code {

    /// Runs the code once, or `steps` times if it was generated as a loop.
    ///
    /// @param second delayed values, stage derivatives or one time a lane
    /// @param extra a second result
    /// @param work scratch of at least the length the code was generated with
    void run(
            double time,
            double step,
            int steps,
            double[] state,
            double[] second,
            double[] result,
            double[] extra,
            double[] parameters,
            double[] work);
}
