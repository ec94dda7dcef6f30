package org.separatrix.forecast.neural;

import org.separatrix.lab.Describe;

/// Scale of the experiment.
///
/// @param seeds trainings of each model
/// @param effort share of the full number of training steps, which is ten times that of the quick
///   preset and at least the number in the authors' examples
public record NeuralConfig(
        @Describe(value = "trainings of each model", min = 1, max = 100) int seeds,
        @Describe(value = "share of the full number of training steps", min = 0.001, max = 1)
                double effort) {

    /// So many steps of `full`, at least `least`.
    int steps(int full, int least) {
        return Math.max(least, (int) Math.round(effort * full));
    }
}
