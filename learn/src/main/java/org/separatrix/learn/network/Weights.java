package org.separatrix.learn.network;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.separatrix.learn.Kind;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.SafeTensors;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The values of a network's parameters.
///
/// All values lie in one flat tensor, and all gradients in another, so that an optimiser does its
/// work in a few operations however many layers there are. The arrays that a network sees are views
/// of it. Weights outlive scopes; close them when the model is no longer needed.
///
/// A part of a larger network, or weights that are themselves computed (a step of an inner
/// optimiser, say), are views without storage of their own: see [#part] and [#of].
public final class Weights implements AutoCloseable {

    private final List<Parameter> parameters;
    private final Tensor[] arrays;
    private final int from;
    private final int count;
    private final @Nullable Storage storage;

    /// The flat values and gradients behind the arrays.
    private record Storage(Tensor values, Tensor gradient, Tensor[] slots) {}

    private Weights(
            List<Parameter> parameters,
            Tensor[] arrays,
            int from,
            int count,
            @Nullable Storage storage) {
        this.parameters = parameters;
        this.arrays = arrays;
        this.from = from;
        this.count = count;
        this.storage = storage;
    }

    /// Fresh weights, drawn by the initialisers of the network in the order of its parameters.
    public static Weights create(Parametrised network, Kind kind, RandomGenerator random) {
        var parameters = network.parameters();
        var values = new double[Math.toIntExact(network.size())];
        int offset = 0;
        for (var parameter : parameters) {
            var own = new double[Math.toIntExact(parameter.size())];
            parameter.initialiser().fill(parameter, own, random);
            System.arraycopy(own, 0, values, offset, own.length);
            offset += own.length;
        }
        return stored(parameters, values, kind);
    }

    private static Weights stored(List<Parameter> parameters, double[] values, Kind kind) {
        try (var _ = new Scope()) {
            var flat = Scope.promote(Tensors.of(values, kind));
            var gradient = Scope.promote(Tensors.zeros(kind, values.length));
            var arrays = new Tensor[parameters.size()];
            var slots = new Tensor[arrays.length];
            long offset = 0;
            for (int i = 0; i < arrays.length; i++) {
                var parameter = parameters.get(i);
                var view = flat.narrow(0, offset, parameter.size()).view(parameter.shape());
                arrays[i] = Scope.promote(view.detach());
                arrays[i].set_requires_grad(true);
                slots[i] =
                        Scope.promote(
                                gradient.narrow(0, offset, parameter.size())
                                        .view(parameter.shape()));
                arrays[i].mutable_grad().put(slots[i]);
                offset += parameter.size();
            }
            return new Weights(
                    List.copyOf(parameters),
                    arrays,
                    0,
                    arrays.length,
                    new Storage(flat, gradient, slots));
        }
    }

    /// Given values, in the order of the parameters.
    ///
    /// @param values length [Parametrised#size]
    public static Weights of(Parametrised network, Kind kind, double[] values) {
        if (values.length != network.size()) {
            throw new LearnException(
                    "the network has %d values, got %d".formatted(network.size(), values.length));
        }
        return stored(network.parameters(), values, kind);
    }

    /// Weights that are values of a graph: they belong to the caller's scope and have no gradient
    /// storage.
    public static Weights of(Parametrised network, List<Tensor> arrays) {
        var parameters = network.parameters();
        if (parameters.size() != arrays.size()) {
            throw new LearnException(
                    "the network has %d arrays, got %d"
                            .formatted(parameters.size(), arrays.size()));
        }
        return new Weights(parameters, arrays.toArray(Tensor[]::new), 0, arrays.size(), null);
    }

    /// The weights of a part of the network.
    ///
    /// @param first index of its first array
    /// @param part gives the number of arrays
    public Weights part(int first, Parametrised part) {
        int arraysOfPart = part.arrays();
        if (first < 0 || first + arraysOfPart > count) {
            throw new LearnException(
                    "arrays %d to %d are asked of weights with %d"
                            .formatted(first, first + arraysOfPart - 1, count));
        }
        return new Weights(parameters, arrays, from + first, arraysOfPart, null);
    }

    /// The array at an index.
    public Tensor get(int index) {
        if (index < 0 || index >= count) {
            throw new LearnException("array %d of %d".formatted(index, count));
        }
        return arrays[from + index];
    }

    /// The array with this name.
    ///
    /// @throws LearnException if there is none
    public Tensor get(String name) {
        for (int i = from; i < from + count; i++) {
            if (parameters.get(i).name().equals(name)) {
                return arrays[i];
            }
        }
        throw new LearnException(
                "no parameter '%s'; there are %s"
                        .formatted(name, parameters().stream().map(Parameter::name).toList()));
    }

    /// Number of arrays.
    public int count() {
        return count;
    }

    /// Number of values.
    public long size() {
        return parameters().stream().mapToLong(Parameter::size).sum();
    }

    /// What the arrays are called and how they are shaped.
    public List<Parameter> parameters() {
        return parameters.subList(from, from + count);
    }

    /// All arrays in order.
    public List<Tensor> arrays() {
        return List.of(arrays).subList(from, from + count);
    }

    /// All values, shape (size), not part of any graph.
    public Tensor flat() {
        return storage().values();
    }

    /// The gradient of what was last differentiated, shape (size).
    public Tensor gradient() {
        return storage().gradient();
    }

    /// Where the values live.
    public Kind kind() {
        return Tensors.kindOf(arrays[from]);
    }

    /// Computes the gradient of a scalar into [#gradient].
    ///
    /// @param loss scalar of a graph over these weights; the graph is consumed
    public void backward(Tensor loss) {
        var store = storage();
        store.gradient().zero_();
        loss.backward();
    }

    /// Clears the gradient.
    public void zeroGradient() {
        storage().gradient().zero_();
    }

    /// A copy with storage of its own.
    public Weights copy() {
        return stored(parameters(), toArray(), kind());
    }

    /// All values in order.
    public double[] toArray() {
        if (storage != null) {
            return Tensors.toArray(storage.values());
        }
        var values = new double[Math.toIntExact(size())];
        int offset = 0;
        for (var array : arrays()) {
            var own = Tensors.toArray(array);
            System.arraycopy(own, 0, values, offset, own.length);
            offset += own.length;
        }
        return values;
    }

    /// Replaces all values.
    ///
    /// @param values length [#size]
    public void set(double[] values) {
        if (values.length != size()) {
            throw new LearnException(
                    "the network has %d values, got %d".formatted(size(), values.length));
        }
        try (var _ = new Scope()) {
            storage().values().copy_(Tensors.of(values, kind()));
        }
    }

    /// The arrays by name, for a file.
    public Map<String, SafeTensors.Entry> entries() {
        var entries = new LinkedHashMap<String, SafeTensors.Entry>();
        for (int i = 0; i < count; i++) {
            entries.put(parameters().get(i).name(), SafeTensors.Entry.of(get(i)));
        }
        return entries;
    }

    /// Replaces all values by those of a file.
    ///
    /// @throws LearnException if an array is missing or has another shape
    public void set(Map<String, SafeTensors.Entry> entries) {
        var values = new ArrayList<double[]>();
        for (var parameter : parameters()) {
            var entry = entries.get(parameter.name());
            if (entry == null) {
                throw new LearnException("the file has no array '%s'".formatted(parameter.name()));
            }
            if (!Arrays.equals(entry.shape(), parameter.shape())) {
                throw new LearnException(
                        "'%s' has the shape %s in the file, %s in the network"
                                .formatted(
                                        parameter.name(),
                                        Arrays.toString(entry.shape()),
                                        Arrays.toString(parameter.shape())));
            }
            values.add(entry.values());
        }
        set(values.stream().flatMapToDouble(Arrays::stream).toArray());
    }

    private Storage storage() {
        if (storage == null) {
            throw new LearnException(
                    "these weights are a view; ask the weights they were taken from");
        }
        return storage;
    }

    @Override
    public void close() {
        if (storage != null) {
            for (int i = 0; i < arrays.length; i++) {
                Scope.release(arrays[i]);
                Scope.release(storage.slots()[i]);
            }
            Scope.release(storage.values());
            Scope.release(storage.gradient());
        }
    }
}
