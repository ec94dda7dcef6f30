package org.separatrix.equations.compile;

/// How the lanes of a block are spread over vectors.
///
/// @param length doubles in one vector; 1 stands for plain loops without the vector API
/// @param units vectors of one block, or lanes of the plain loop
record LaneShape(int length, int units) {

    /// Lanes of the plain twin: two registers of eight, for a compiler that vectorises the loop.
    private static final int PLAIN_LANES = 16;

    /// Up to this many states, registers are left for several vectors at once.
    private static final int FEW_STATES = 4;

    /// Longer straight code takes seconds to warm up in vectors; HotSpot runs the vector API many
    /// times slower than plain code until C2 has compiled it. Measured: with few states twice as
    /// many methods were compiled in every run, with more not always.
    private static final int VECTOR_METHODS = 4;

    /// The best shape for a system of `dimension` states on this machine.
    static LaneShape of(int dimension) {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return plain();
        }
        return new LaneShape(VectorLength.doubles(), dimension <= 2 ? 4 : 2);
    }

    /// Plain loops over the lanes.
    static LaneShape plain() {
        return new LaneShape(1, PLAIN_LANES);
    }

    /// Lanes of one block.
    int lanes() {
        return length * units;
    }

    /// Instructions for a loop over steps of a system of `dimension` states: several vectors side
    /// by side hide latency as long as registers last.
    Target loop(int dimension) {
        if (length == 1) {
            return ScalarTarget.overLanes(units);
        }
        return dimension <= FEW_STATES
                ? VectorTarget.together(length, units)
                : VectorTarget.inTurn(length, units);
    }

    /// Instructions for the straight code of `program`: vectors, or plain loops over the lanes of
    /// the same blocks if vectors would not pay.
    Target straight(Program program, int dimension) {
        var plain = ScalarTarget.overLanes(lanes());
        if (length == 1) {
            return plain;
        }
        var vectors = VectorTarget.inTurn(length, units);
        int limit = dimension <= FEW_STATES ? 2 * VECTOR_METHODS : VECTOR_METHODS;
        return new Schedule(program, vectors).methods().size() <= limit ? vectors : plain;
    }
}
