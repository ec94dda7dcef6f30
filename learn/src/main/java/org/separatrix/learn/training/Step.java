package org.separatrix.learn.training;

import org.separatrix.dynamics.SplitMix;
import org.separatrix.learn.network.Weights;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// One step of a training: what the objective may depend on.
///
/// Random choices come from [#random], which depends on the seed and the number of the step alone.
/// A training that was killed therefore goes on with the very numbers it would have drawn.
///
/// @param number counts from 0
/// @param total steps planned
/// @param weights the weights being trained
/// @param seed of the training
public record Step(long number, long total, Weights weights, long seed) {

    /// The random stream of this step, always from its beginning.
    public RandomGenerator random() {
        return generator(seed, number);
    }

    /// Indices of this step's mini-batch: every row once an epoch, in an order of its own each
    /// epoch.
    ///
    /// @param rows number of rows
    /// @param size rows in a batch; capped at `rows`
    public long[] batch(int rows, int size) {
        int batch = Math.min(size, rows);
        int perEpoch = rows / batch;
        var order = permutation(rows, number / perEpoch);
        int from = (int) (number % perEpoch) * batch;
        var chosen = new long[batch];
        for (int i = 0; i < batch; i++) {
            chosen[i] = order[from + i];
        }
        return chosen;
    }

    private int[] permutation(int rows, long epoch) {
        var random = generator(seed ^ 0x5bd1e9955bd1e995L, epoch);
        var order = new int[rows];
        for (int i = 0; i < rows; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static RandomGenerator generator(long seed, long index) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(SplitMix.child(seed, index));
    }
}
