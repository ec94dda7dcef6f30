package org.separatrix.forecast.gtf;

/// A map with the way its states are seen and driven, in standardised units.
///
/// @param map the map
/// @param observation how the states are seen
/// @param inputs C, `[M][K]`; no rows if there are no external inputs
record Reconstruction(PiecewiseLinearMap map, Observation observation, double[][] inputs) {

    /// The run on its own from where a row of channels lies.
    ///
    /// @param row channels, length N
    /// @param drive external inputs of the steps, `[steps][K]`; rows of length 0 if there are none
    /// @return channels, `[steps][N]`
    double[][] freeRun(double[] row, double[][] drive) {
        double[] z = observation.infer(row);
        var orbit = new double[drive.length][];
        for (int t = 0; t < orbit.length; t++) {
            var next = new double[map.dimension()];
            map.step(z, next);
            if (inputs.length > 0) {
                double[] push = Observation.times(inputs, drive[t]);
                for (int i = 0; i < next.length; i++) {
                    next[i] += push[i];
                }
            }
            orbit[t] = observation.observe(next);
            z = next;
        }
        return orbit;
    }
}
