package org.separatrix.forecast.gtf;

import org.separatrix.lab.Describe;

/// Settings of the experiment on the Lorenz system, Lorenz-96, a heart and a brain.
///
/// @param points length of the noisy training series, 0.01 time units apart
/// @param noise observation noise in standard deviations
/// @param hidden hidden units of the map
/// @param sequence length of a training window
/// @param batch windows an update
/// @param updates updates of each training
/// @param seeds trainings with adaptive forcing; the baselines have as many, at most three
/// @param heartPoints length of the recording of a synthetic heart, rows at 140 Hz
/// @param heartUpdates updates of each training on it
/// @param latticeUpdates updates of each training on Lorenz-96, 0 for leaving it out
public record GtfConfig(
        @Describe(value = "length of the training series, steps of 0.01", min = 1000, max = 1e7)
                int points,
        @Describe(value = "observation noise, standard deviations", min = 0, max = 1) double noise,
        @Describe(value = "hidden units of the map", min = 1, max = 5000) int hidden,
        @Describe(value = "length of a training window, steps", min = 2, max = 10_000) int sequence,
        @Describe(value = "windows an update", min = 1, max = 1000) int batch,
        @Describe(value = "updates of each training", min = 1, max = 1e7) int updates,
        @Describe(value = "trainings with adaptive forcing", min = 1, max = 100) int seeds,
        @Describe(value = "length of the heart recording, rows at 140 Hz", min = 5000, max = 1e7)
                int heartPoints,
        @Describe(value = "updates of each training on it", min = 1, max = 1e7) int heartUpdates,
        @Describe(value = "updates of each training on Lorenz-96, 0 for none", min = 0, max = 1e7)
                int latticeUpdates) {}
