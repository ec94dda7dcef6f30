package org.separatrix.learn.network;

import org.separatrix.learn.Tensors;

/// One named array of a network.
///
/// @param name path in the network, such as `hidden.0.weight`
/// @param initialiser draws the first values
/// @param shape extents; a weight has the shape (outputs, inputs)
public record Parameter(String name, Initialiser initialiser, long... shape) {

    /// Number of values.
    public long size() {
        return Tensors.count(shape);
    }

    /// The same array inside a larger network.
    public Parameter under(String path) {
        return new Parameter(path + "." + name, initialiser, shape);
    }

    /// Inputs that one output sums over: the product of all extents but the first.
    public long fanIn() {
        return shape.length < 2 ? (shape.length == 0 ? 1 : shape[0]) : size() / shape[0];
    }

    /// Outputs that one input reaches.
    public long fanOut() {
        return shape.length == 0
                ? 1
                : shape[0] * (shape.length < 2 ? 1 : size() / shape[0] / shape[1]);
    }
}
