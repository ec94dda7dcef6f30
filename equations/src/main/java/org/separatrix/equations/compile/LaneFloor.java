package org.separatrix.equations.compile;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/// The largest integers not above the lanes of a vector; called by generated code, which alone
/// loads it.
final class LaneFloor {

    /// At and above 2^52 every double is whole.
    private static final double WHOLE = 0x1p52;

    /// Adding and taking away 1.5*2^52 rounds to the nearest whole number.
    private static final double ROUND = 0x1.8p52;

    private LaneFloor() {}

    static DoubleVector floor(DoubleVector x) {
        var nearest = x.add(ROUND).sub(ROUND);
        var down = nearest.sub(1);
        var floor = nearest.blend(down, nearest.compare(VectorOperators.GT, x));
        return x.blend(floor, x.abs().compare(VectorOperators.LT, WHOLE));
    }
}
