package org.separatrix.forecast.neural;

import org.separatrix.forecast.Scaling;
import org.separatrix.lab.LabException;
import org.separatrix.learn.Kind;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Precision;
import org.separatrix.learn.SafeTensors;
import org.separatrix.learn.network.Parametrised;
import org.separatrix.learn.network.Weights;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a file of a model holds: weights, units of the data, and the sizes the networks are built
/// from.
///
/// @param sizes whole numbers, in an order of the model's own
/// @param scale of the channels
/// @param entries of the file
record SavedNetworks(int[] sizes, Scaling scale, Map<String, SafeTensors.Entry> entries) {

    private static final String FORMAT = "separatrix-neural-de-1";
    private static final int LARGEST = 10_000_000;

    /// @param numbers whatever else the model needs, by name
    static void save(
            Path file,
            String method,
            int[] sizes,
            Scaling scale,
            Weights weights,
            Map<String, double[]> numbers) {
        var entries = new LinkedHashMap<>(weights.entries());
        entries.put("model/mean", SafeTensors.Entry.of(scale.mean()));
        entries.put("model/deviation", SafeTensors.Entry.of(scale.deviation()));
        entries.put(
                "model/sizes",
                SafeTensors.Entry.of(Arrays.stream(sizes).asDoubleStream().toArray()));
        numbers.forEach(
                (name, values) -> entries.put("model/" + name, SafeTensors.Entry.of(values)));
        SafeTensors.write(file, Map.of("format", FORMAT, "method", method), entries);
    }

    /// @throws LabException if the file holds something else or is damaged
    static SavedNetworks load(Path file, String method) {
        try {
            var content = SafeTensors.read(file);
            var metadata = content.metadata();
            if (!FORMAT.equals(metadata.get("format")) || !method.equals(metadata.get("method"))) {
                throw new LabException(
                        "%s holds %s, not a model of %s"
                                .formatted(
                                        file, metadata.getOrDefault("method", "another"), method));
            }
            var sizes = content.entry("model/sizes").values();
            var scale =
                    new Scaling(
                            content.entry("model/mean").values(),
                            content.entry("model/deviation").values());
            if (scale.mean().length != scale.deviation().length
                    || !Arrays.stream(sizes).allMatch(n -> n >= 0 && n <= LARGEST)) {
                throw new LabException(file + " is damaged: its sizes do not fit");
            }
            return new SavedNetworks(
                    Arrays.stream(sizes).mapToInt(n -> (int) n).toArray(),
                    scale,
                    content.entries());
        } catch (LearnException e) {
            throw new LabException(String.valueOf(e.getMessage()), e);
        }
    }

    /// Other numbers of the model.
    ///
    /// @throws LabException if they are not there
    double[] numbers(String name) {
        var entry = entries.get("model/" + name);
        if (entry == null) {
            throw new LabException("the file has no array 'model/%s'".formatted(name));
        }
        return entry.values();
    }

    /// The weights, on the device of this process, with numbers as wide as those that were saved.
    ///
    /// @throws LabException if they do not fit the network
    Weights restore(Parametrised network) {
        long held = entries.values().stream().mapToLong(entry -> entry.values().length).sum();
        if (network.size() > held) {
            throw new LabException(
                    "the file holds %d numbers, fewer than the %d of its network"
                            .formatted(held, network.size()));
        }
        var first = entries.get(network.parameters().getFirst().name());
        var kind = Kind.standard(first == null ? Precision.DOUBLE : first.precision());
        var weights = Weights.of(network, kind, new double[Math.toIntExact(network.size())]);
        try {
            weights.set(entries);
            return weights;
        } catch (LearnException e) {
            weights.close();
            throw new LabException(String.valueOf(e.getMessage()), e);
        }
    }
}
