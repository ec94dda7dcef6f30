package org.separatrix.forecast.gtf;

/// How a training sees its states: the teacher it makes of the data, the error of what it predicts,
/// and the gradient by its own parameters.
///
/// In an update: [#begin], [#teacher] of each window, for each group of sequences [#distances]
/// between the forward and the backward pass and [#backThroughTeacher] after it, and [#finish].
sealed interface ObservationGradient permits AffineGradient, LiftGradient {

    /// The parameters, trained in place; empty if there are none.
    double[] matrix();

    /// Their gradient.
    double[] gradient();

    /// The observation as of now.
    Observation observation();

    /// Readies an update and clears the gradient.
    void begin();

    /// The states that an observed window stands for.
    ///
    /// @param x `[T + 1][N]`
    /// @return `[T + 1][M]`
    double[][] teacher(double[][] x);

    /// Sum of squared distances of the observed predictions from the data, with `weight` times its
    /// derivative in `pass.direct` and in the gradient.
    double distances(ForcedPass pass, double[][][] x, int from, int count, double weight);

    /// Adds what the teacher of the last backward pass passes on.
    ///
    /// @param x what the teacher was made of
    void backThroughTeacher(ForcedPass pass, double[][][] x, int from, int count);

    /// Completes the gradient.
    void finish();

    /// Adds the gradient of the penalty on the parameters.
    void penalise(double lambda);
}
