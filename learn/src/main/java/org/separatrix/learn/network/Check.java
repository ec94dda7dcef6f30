package org.separatrix.learn.network;

import org.separatrix.learn.LearnException;

/// Conditions on sizes, with one message.
final class Check {

    private Check() {}

    static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new LearnException("%s must be at least 1, got %d".formatted(name, value));
        }
    }
}
