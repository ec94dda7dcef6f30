package org.separatrix.lab;

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
        return generator(mix(child(purpose).root + index));
    }

    /// A subtree.
    public Seeds child(String purpose) {
        long child = root;
        for (int i = 0; i < purpose.length(); i++) {
            child = mix(child ^ purpose.charAt(i));
        }
        return new Seeds(child);
    }

    private static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /// Finaliser of splitmix64 (Steele, Lea and Flood 2014).
    private static long mix(long z) {
        z += 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
