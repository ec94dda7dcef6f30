package org.separatrix.equations.compile;

import java.util.List;

/// What a piece of generated code has to compute: numbers of a graph and where to put them.
///
/// @param graph holds the nodes
/// @param outputs in the order in which they are written
record Program(Graph graph, List<Output> outputs) {

    /// One number and its place.
    record Output(Bank bank, int index, Node value) {}

    Program {
        outputs = List.copyOf(outputs);
    }
}
