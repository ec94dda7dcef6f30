package org.separatrix.networks.ntk;

/// Where the scale of a layer stands: in the map or in the initial weights.
///
/// Both give the same functions at initialisation. Their gradients differ: with the standard form
/// the tangent kernel grows with the width, and a learning rate that works at one width is too
/// large at another. Only the first has a limit with a fixed rate.
public enum Parametrisation {
    /// `s/sqrt(n) W a + b bias`, all entries standard normal.
    NTK,
    /// `W a + bias`, entries of deviation `s/sqrt(n)` and b.
    STANDARD;

    /// Factor of the weights in the map.
    double weightScale(double gain, int inputs) {
        return this == NTK ? gain / Math.sqrt(inputs) : 1;
    }

    /// Factor of the biases in the map.
    double biasScale(double strength) {
        return this == NTK ? strength : 1;
    }

    /// Initial deviation of the weights.
    double weightDeviation(double gain, int inputs) {
        return this == NTK ? 1 : gain / Math.sqrt(inputs);
    }

    /// Initial deviation of the biases.
    double biasDeviation(double strength) {
        return this == NTK ? 1 : strength;
    }
}
