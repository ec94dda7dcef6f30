package org.separatrix.analysis.dimension;

import org.separatrix.dynamics.catalog.Estimate;

import java.util.function.IntToDoubleFunction;

/// Standard error of an estimate from its values with one block of the data left out.
final class Jackknife {

    private Jackknife() {}

    /// @param blocks number of blocks
    /// @param without the estimate without a block; with all of them for -1
    static Estimate estimate(int blocks, IntToDoubleFunction without) {
        var values = new double[blocks];
        double mean = 0;
        for (int b = 0; b < blocks; b++) {
            values[b] = without.applyAsDouble(b);
            mean += values[b] / blocks;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new Estimate(without.applyAsDouble(-1), Math.sqrt(squares * (blocks - 1) / blocks));
    }
}
