package org.separatrix.app.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Turns Ctrl-C into a flag, and gives the work a moment to save itself.
final class Interruption {

    private static final long PATIENCE_SECONDS = 20;
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(AtomicBoolean stop) {
        hook =
                new Thread(() -> {
                    stop.set(true);
                    try {
                        boolean _ = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    static Interruption onSignal(AtomicBoolean stop) {
        var interruption = new Interruption(stop);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /// Called when the work has ended, by itself or by the flag.
    void release() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is going down; the hook is running and ends by the latch.
            return;
        }
    }
}
