package org.separatrix.forecast;

import java.util.concurrent.CancellationException;

/// Ends long work in Java when its thread is interrupted, by a user or a time limit.
public final class Interruption {

    private Interruption() {}

    /// Called between the parts of long work.
    ///
    /// @param work what is being done, such as `settings were chosen`
    /// @throws CancellationException if the thread is interrupted
    public static void check(String work) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while " + work);
        }
    }
}
