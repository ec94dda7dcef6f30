package org.separatrix.forecast.gtf;

import java.util.random.RandomGenerator;

/// The maps that can be trained.
public enum MapKind {
    /// [ShallowPlrnn]: one hidden layer around a diagonal.
    SHALLOW,
    /// [Plrnn]: a relu of every state.
    PLRNN,
    /// [Plrnn], mean-centred: a relu of every state less the mean of all.
    CENTRED,
    /// [DendriticPlrnn]: a sum of bends of every state.
    DENDRITIC;

    /// A random map of this kind.
    ///
    /// @param low least value of the data
    /// @param high largest value of the data
    PiecewiseLinearMap random(
            Gtf settings, int dimension, double low, double high, RandomGenerator random) {
        return switch (this) {
            case SHALLOW ->
                    ShallowPlrnn.random(dimension, settings.hidden(), settings.clipped(), random);
            case PLRNN -> Plrnn.random(dimension, false, random);
            case CENTRED -> Plrnn.random(dimension, true, random);
            case DENDRITIC ->
                    DendriticPlrnn.random(
                            dimension, settings.bases(), settings.clipped(), low, high, random);
        };
    }
}
