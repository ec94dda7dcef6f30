package org.separatrix.equations;

/// Bounds that make any text safe to read: each is refused with its place and the number allowed.
final class Limits {

    /// Characters of a text.
    static final int TEXT = 200_000;

    /// Parentheses, signs, powers and calls inside one another.
    static final int NESTING = 256;

    /// Depth of an expression tree, so that a walk over it fits every thread's stack; a sum written
    /// out by hand gains one level a term.
    static final int DEPTH = 512;

    /// Nodes of all expression trees of a system together, after unrolling and inlining.
    static final int NODES = 500_000;

    /// Steps of the unrolling: iterations, index evaluations, visited nodes.
    static final int STEPS = 4_000_000;

    /// States of a system.
    static final int STATES = 10_000;

    /// Names of a system: states and definitions together; given values of a file.
    static final int ELEMENTS = 100_000;

    /// Noise channels of a system.
    static final int CHANNELS = 10_000;

    /// Characters of a name.
    static final int NAME = 64;

    /// Arguments of a call, indices of a name, loops of a family.
    static final int LIST = 64;

    /// Terms of a written-out sum that are nested to the left; longer sums are split in halves.
    static final int CHAIN = 32;

    private Limits() {}
}
