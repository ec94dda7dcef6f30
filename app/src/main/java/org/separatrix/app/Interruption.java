package org.separatrix.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// Turns Ctrl-C into a flag, and gives the work a moment to save itself and to say so.
final class Interruption {

    private static final long PATIENCE_SECONDS = 20;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean watching = new AtomicBoolean();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::waitForTheWork);

    /// Whether the user has asked for the end; the first call begins to listen.
    BooleanSupplier watch() {
        if (watching.compareAndSet(false, true)) {
            Runtime.getRuntime().addShutdownHook(hook);
        }
        return asked::get;
    }

    /// Called when everything has been saved and said.
    void release() {
        finished.countDown();
        if (!watching.get()) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is going down; the hook is running and ends by the latch.
            return;
        }
    }

    private void waitForTheWork() {
        asked.set(true);
        try {
            boolean _ = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
