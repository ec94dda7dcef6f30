package org.separatrix.transport.lightsb;

/// Parameters of a bridge in the form they are trained in, with the gradient of the loss beside
/// them. One instance serves one thread.
sealed interface Trainable permits DiagonalTrainable, FullTrainable {

    /// The arrays that an optimiser changes.
    double[][] parameters();

    /// Gradients, laid out as the parameters.
    double[][] gradients();

    /// The loss `mean log c(x0) - mean log v(x1)` of a batch; its gradient replaces the old one.
    ///
    /// @param x0 sources, `[B][D]`
    /// @param x1 targets, `[B][D]`
    double gradient(double[][] x0, double[][] x1);

    /// The bridge with the present parameters.
    LightSchrodingerBridge bridge();
}
