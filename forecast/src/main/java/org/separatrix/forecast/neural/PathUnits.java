package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.forecast.Scaling;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;

import java.nio.file.Path;
import java.util.Map;

/// Times and units of the data behind a law of paths: what has to be kept with its weights.
///
/// @param times of the samples
/// @param scale of the channels
record PathUnits(double[] times, Scaling scale) {

    int channels() {
        return scale.mean().length;
    }

    /// Scaled paths in the units of the data.
    ///
    /// @param paths shape (batch, times, channels)
    double[][][] undo(Tensor paths) {
        var flat = Tensors.toArray(paths);
        int channels = channels();
        var series = new double[(int) paths.size(0)][times.length][channels];
        int k = 0;
        for (var one : series) {
            for (int i = 0; i < times.length; i++) {
                for (int c = 0; c < channels; c++) {
                    one[i][c] = flat[k++];
                }
                one[i] = scale.undo(one[i]);
            }
        }
        return series;
    }

    /// @param sizes whole numbers that the networks are built from
    /// @param noise deviation of samples about a path
    void save(Path file, String method, int[] sizes, Weights weights, double noise) {
        SavedNetworks.save(
                file,
                method,
                sizes,
                scale,
                weights,
                Map.of("times", times, "noise", new double[] {noise}));
    }

    /// @throws LabException if the file lacks the times
    static PathUnits of(SavedNetworks saved) {
        return new PathUnits(saved.numbers("times"), saved.scale());
    }
}
