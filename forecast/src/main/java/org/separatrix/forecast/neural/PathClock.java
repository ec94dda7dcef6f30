package org.separatrix.forecast.neural;

/// Times of samples in units that do not depend on those of the data: a mean step between samples
/// has the length 1, and networks see times from -1 to 1.
///
/// @param times of the samples, increasing
/// @param perSample solver steps between two of them
record PathClock(double[] times, int perSample) {

    private double span() {
        return times[times.length - 1] - times[0];
    }

    /// Scaled time at the ends of all solver steps.
    double[] steps() {
        var steps = new double[(times.length - 1) * perSample + 1];
        for (int i = 0; i < steps.length; i++) {
            int before = Math.min(i / perSample, times.length - 2);
            double share = (double) (i - before * perSample) / perSample;
            double t = times[before] + share * (times[before + 1] - times[before]);
            steps[i] = 2 * (t - times[0]) / span() - 1;
        }
        return steps;
    }

    /// Length of every solver step.
    double[] lengths() {
        var steps = steps();
        var lengths = new double[steps.length - 1];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = 0.5 * (steps[i + 1] - steps[i]) * (times.length - 1);
        }
        return lengths;
    }
}
