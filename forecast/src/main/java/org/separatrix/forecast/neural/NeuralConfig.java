package org.separatrix.forecast.neural;

import org.separatrix.lab.Describe;

import java.util.Arrays;
import java.util.List;

/// Scale of the experiment.
///
/// @param seeds trainings of each model
/// @param effort share of the full number of training steps, which is ten times that of the quick
///   preset and at least the number in the authors' examples
/// @param problems which to run, by name, with commas between; empty for all
public record NeuralConfig(
        @Describe(value = "trainings of each model", min = 1, max = 100) int seeds,
        @Describe(value = "share of the full number of training steps", min = 0.001, max = 1)
                double effort,
        @Describe("problems to run, with commas between; empty for all") String problems) {

    /// Whether a problem is to be run.
    boolean wants(String problem) {
        return problems.isBlank() || names().contains(problem);
    }

    /// The problems asked for.
    List<String> names() {
        return Arrays.stream(problems.split(",", -1)).map(String::strip).toList();
    }

    /// So many steps of `full`, at least `least`.
    int steps(int full, int least) {
        return Math.max(least, (int) Math.round(effort * full));
    }
}
