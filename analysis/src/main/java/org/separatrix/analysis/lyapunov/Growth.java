package org.separatrix.analysis.lyapunov;

/// Logarithms of growth along one run, block by block.
///
/// @param durations length of each block in time units, or in steps of a map
/// @param logs growth of vector c in block b at `[b][c]`
/// @param divergence integral of the divergence over all blocks
/// @param course what the run met
record Growth(double[] durations, double[][] logs, double divergence, Course course) {

    double duration() {
        double sum = 0;
        for (double block : durations) {
            sum += block;
        }
        return sum;
    }

    /// Mean growth rate of vector `c` over the run.
    double rate(int c) {
        double sum = 0;
        for (double[] block : logs) {
            sum += block[c];
        }
        return sum / duration();
    }
}
