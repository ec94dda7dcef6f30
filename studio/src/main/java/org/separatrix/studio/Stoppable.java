package org.separatrix.studio;

import org.separatrix.lab.Run;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Fits that hear of nothing but the interruption of their thread.
final class Stoppable {

    private static final long POLL_MILLIS = 100;

    private Stoppable() {}

    /// Does something in a thread of its own, which is interrupted when the run is to end.
    ///
    /// @throws CancellationException if it was
    static <T> T run(Run run, Callable<T> work) {
        var task = new FutureTask<T>(work);
        var thread = Thread.ofPlatform().daemon().name("fit").start(task);
        while (true) {
            try {
                return task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                if (run.cancelled().getAsBoolean()) {
                    thread.interrupt();
                    run.check();
                }
            } catch (InterruptedException e) {
                thread.interrupt();
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted");
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                if (e.getCause() instanceof Error cause) {
                    throw cause;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
    }
}
