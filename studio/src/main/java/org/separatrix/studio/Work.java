package org.separatrix.studio;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Computing for requests: no more at a time than there are processors, each within a time, so that
/// one who asks for much cannot stall the others.
final class Work {

    private static final long WAIT_SECONDS = 20;

    private final Semaphore free;
    private final long limitNanos;

    /// @param limitSeconds longest time of one request
    Work(int atATime, double limitSeconds) {
        free = new Semaphore(atATime, true);
        limitNanos = (long) (limitSeconds * 1e9);
    }

    /// Does something when there is room.
    ///
    /// @param work given what says when its time is over
    /// @throws StudioException if no room came free
    <T> T run(Function<BooleanSupplier, T> work) {
        try {
            if (!free.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw StudioException.busy("the studio is busy; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StudioException.busy("the studio is closing");
        }
        try {
            long end = System.nanoTime() + limitNanos;
            return work.apply(() -> System.nanoTime() > end);
        } finally {
            free.release();
        }
    }
}
