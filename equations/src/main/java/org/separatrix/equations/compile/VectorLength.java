package org.separatrix.equations.compile;

import jdk.incubator.vector.DoubleVector;

/// The machine's vector length; loaded only where the vector API is present.
final class VectorLength {

    private VectorLength() {}

    /// Doubles in one register of the preferred shape.
    static int doubles() {
        return DoubleVector.SPECIES_PREFERRED.length();
    }
}
