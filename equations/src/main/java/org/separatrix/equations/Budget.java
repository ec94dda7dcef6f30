package org.separatrix.equations;

/// Counts what unrolling and inlining produce and stops it before it hurts.
final class Budget {

    private final SourceText source;
    private int nodes;
    private int steps;

    Budget(SourceText source) {
        this.source = source;
    }

    /// Counts one node of a tree that stems from offset `at`.
    void node(int at) {
        if (++nodes > Limits.NODES) {
            throw source.error(
                    at,
                    "the unrolled system has more than "
                            + Limits.NODES
                            + " terms: name shared parts in definitions or shorten the ranges");
        }
    }

    /// Counts one step of work that leaves no node behind.
    void step(int at) {
        if (++steps > Limits.STEPS) {
            throw source.error(
                    at, "unrolling takes more than " + Limits.STEPS + " steps: shorten the ranges");
        }
    }

    /// Checks the depth of a tree.
    void depth(int level, int at) {
        if (level > Limits.DEPTH) {
            throw source.error(
                    at,
                    "the expression is deeper than "
                            + Limits.DEPTH
                            + " levels: name parts of it in definitions");
        }
    }
}
