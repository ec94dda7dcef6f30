package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.LabException;
import org.separatrix.learn.Kind;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.SafeTensors;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Times and units of the data behind a law of paths: what has to be kept with its weights.
///
/// @param times of the samples
/// @param scale of the channels
record PathUnits(double[] times, Scaling scale) {

    private static final String FORMAT = "separatrix-path-law-1";

    /// What a file holds beside the weights.
    ///
    /// @param sizes whole numbers that the networks are built from
    record Saved(PathUnits units, int[] sizes, Map<String, SafeTensors.Entry> weights) {

        Weights restore(Parametrised network, Kind kind) {
            var values = Weights.of(network, kind, new double[Math.toIntExact(network.size())]);
            values.set(weights);
            return values;
        }
    }

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
        var entries = new LinkedHashMap<>(weights.entries());
        entries.put("law/times", SafeTensors.Entry.of(times));
        entries.put("law/noise", SafeTensors.Entry.of(noise));
        entries.put("law/mean", SafeTensors.Entry.of(scale.mean()));
        entries.put("law/deviation", SafeTensors.Entry.of(scale.deviation()));
        var numbers = new double[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            numbers[i] = sizes[i];
        }
        entries.put("law/sizes", SafeTensors.Entry.of(numbers));
        SafeTensors.write(file, Map.of("format", FORMAT, "method", method), entries);
    }

    /// @throws LabException if the file holds something else or is damaged
    static Saved load(Path file, String method) {
        try {
            var content = SafeTensors.read(file);
            var metadata = content.metadata();
            if (!FORMAT.equals(metadata.get("format")) || !method.equals(metadata.get("method"))) {
                throw new LabException(
                        "%s holds %s, not a law of paths by %s"
                                .formatted(
                                        file, metadata.getOrDefault("method", "another"), method));
            }
            var numbers = content.entry("law/sizes").values();
            var sizes = new int[numbers.length];
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = (int) numbers[i];
            }
            var scale =
                    new Scaling(
                            content.entry("law/mean").values(),
                            content.entry("law/deviation").values());
            return new Saved(
                    new PathUnits(content.entry("law/times").values(), scale),
                    sizes,
                    content.entries());
        } catch (LearnException e) {
            throw new LabException(String.valueOf(e.getMessage()), e);
        }
    }
}
