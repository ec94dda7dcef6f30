package org.separatrix.equations.compile;

/// How the lanes of a block are spread over vectors.
///
/// @param length doubles in one vector; 1 stands for plain loops without the vector API
/// @param units vectors of one block, or lanes of the plain loop
record LaneShape(int length, int units) {

    /// Lanes of the plain twin: two registers of eight, for a compiler that vectorises the loop.
    private static final int PLAIN_LANES = 16;

    /// The best shape for a system of `dimension` states on this machine: few states leave registers for
    /// several independent vectors, which hide the latency of each other's operations.
    static LaneShape of(int dimension) {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return plain();
        }
        return new LaneShape(VectorLength.doubles(), dimension <= 2 ? 4 : dimension <= 4 ? 2 : 1);
    }

    /// Plain loops over the lanes.
    static LaneShape plain() {
        return new LaneShape(1, PLAIN_LANES);
    }

    /// Lanes of one block.
    int lanes() {
        return length * units;
    }

    /// The instruction selection for this shape.
    Target target() {
        return length == 1 ? ScalarTarget.overLanes(units) : new VectorTarget(length, units);
    }
}
