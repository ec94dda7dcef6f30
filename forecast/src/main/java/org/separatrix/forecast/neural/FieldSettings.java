package org.separatrix.forecast.neural;

import org.separatrix.lab.LabException;

/// How a network in the right-hand side of an equation is built and trained on series.
///
/// @param width units of a hidden layer
/// @param depth hidden layers
/// @param window samples of a training window, cut from anywhere in a series
/// @param substeps Runge–Kutta steps between two samples
/// @param batch windows an update
/// @param updates by Adam
/// @param rate their learning rate
/// @param polish iterations of L-BFGS after that, on one window of every series
public record FieldSettings(
        int width,
        int depth,
        int window,
        int substeps,
        int batch,
        int updates,
        double rate,
        int polish) {

    /// Seconds on one processor for tens of series of tens of samples.
    public static final FieldSettings DEFAULT = new FieldSettings(32, 2, 10, 1, 32, 500, 1e-2, 300);

    public FieldSettings {
        if (width < 1 || depth < 1 || substeps < 1 || batch < 1 || updates < 1 || polish < 1) {
            throw new LabException(
                    "width, depth, substeps, batch, updates and polish must be at least 1, got %d, %d, %d, %d, %d and %d"
                            .formatted(width, depth, substeps, batch, updates, polish));
        }
        if (window < 2 || !(rate > 0)) {
            throw new LabException(
                    "window must be at least 2 and rate above 0, got %d and %s"
                            .formatted(window, rate));
        }
    }

    /// The same with other numbers of iterations.
    FieldSettings lasting(int adam, int lbfgs) {
        return new FieldSettings(width, depth, window, substeps, batch, adam, rate, lbfgs);
    }

    /// The same with other steps between two samples.
    FieldSettings stepping(int steps) {
        return new FieldSettings(width, depth, window, steps, batch, updates, rate, polish);
    }
}
