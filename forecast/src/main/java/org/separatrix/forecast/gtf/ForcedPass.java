package org.separatrix.forecast.gtf;

/// Forward and backward pass of forced sequences through a map.
///
/// A pass goes [#load], then for each group of up to [#lanes] sequences [#forward], the derivative
/// of the loss by the predictions into [#direct], [#backward], and at the end [#collect]. The
/// gradient recursion is `g_t = dLoss/dz_t + (1 - alpha) J(z~_t)' g_(t+1)`; what the forcing adds
/// to a state sends `alpha J' g_(t+1)` back to the teacher.
sealed interface ForcedPass permits ForcedGradient, MapGradient {

    /// Sequences side by side.
    int lanes();

    /// Predicted states z_2 .. z_(T+1), `[T][M * lanes]`, the lanes of a state together.
    double[][] predicted();

    /// Laid out as [#predicted]: the derivative of the loss by the predictions themselves before
    /// the backward pass, and their whole derivative, later states included, after it.
    double[][] direct();

    /// Derivative of the loss by the teacher z-bar_1 .. z-bar_T, laid out as [#predicted].
    double[][] teacher();

    /// Gradients, laid out as the parameters of the map.
    double[][] gradients();

    /// Takes the parameters of the map and clears the gradient.
    void load();

    /// Runs the forced recursion; idle lanes repeat the first.
    ///
    /// @param x teacher states `[batch][T + 1][M]`
    /// @param pushes what external inputs add to the states, laid out as `x`, or empty for none
    /// @param from the first sequence
    /// @param count number of sequences, up to [#lanes]
    void forward(double[][][] x, double[][][] pushes, int from, int count, double alpha);

    /// Adds the gradient that [#direct] brings along the last forward pass.
    void backward(double alpha);

    /// Brings the gradient into [#gradients].
    void collect();
}
