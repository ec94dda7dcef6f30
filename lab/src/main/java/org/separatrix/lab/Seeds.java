package org.separatrix.lab;

import org.separatrix.dynamics.SplitMix;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A tree of random streams: the same root and path give the same numbers on every machine.
///
/// @param root the seed that a user gives
public record Seeds(long root) {

    /// Generator for one named purpose, such as `weights`.
    public RandomGenerator of(String purpose) {
        return generator(child(purpose).root);
    }

    /// Generator for one piece of parallel work, by index and not by thread.
    public RandomGenerator of(String purpose, int index) {
        return generator(SplitMix.child(child(purpose).root + index, 0));
    }

    /// A subtree.
    public Seeds child(String purpose) {
        long child = root;
        for (int i = 0; i < purpose.length(); i++) {
            child = SplitMix.child(child ^ purpose.charAt(i), 0);
        }
        return new Seeds(child);
    }

    private static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
