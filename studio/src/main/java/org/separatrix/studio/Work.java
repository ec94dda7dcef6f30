package org.separatrix.studio;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Computing for requests, so that one who asks for much cannot stall the others.
///
/// Requests are answered by virtual threads, which give up their processor only where they wait;
/// computing therefore has threads of its own. A computation begins in one of the quick places, one
/// a processor. One that turns out to be long gives its place back and goes on in one of the slow
/// places, which leave a processor free and go round among those who want them.
final class Work implements AutoCloseable {

    private static final double WAIT_SECONDS = 20;
    private static final double GRACE_SECONDS = 2;
    private static final long QUICK_NANOS = 50_000_000;
    private static final long TURN_NANOS = 100_000_000;
    private static final int MOST_IN_LINE = 64;

    private final ExecutorService threads =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("work-", 0).factory());
    private final Semaphore quick;
    private final Semaphore slow;
    private final double limitSeconds;

    /// @param limitSeconds longest time of one request
    Work(int processors, double limitSeconds) {
        quick = new Semaphore(processors, true);
        slow = new Semaphore(Math.max(1, processors - 1), true);
        this.limitSeconds = limitSeconds;
    }

    /// Does something when there is room.
    ///
    /// @param work given what says when its time is over
    /// @throws StudioException if no room came free, or the time was over before the end
    <T> T run(Function<BooleanSupplier, T> work) {
        take(quick);
        var place = new Place();
        Future<T> answer;
        try {
            answer =
                    threads.submit(() -> {
                        try {
                            return work.apply(place::over);
                        } finally {
                            place.leave();
                        }
                    });
        } catch (RuntimeException e) {
            place.leave();
            throw StudioException.busy("the studio is closing");
        }
        try {
            // Some steps cannot be stopped; who asked is told in time all the same.
            return answer.get(
                    (long) ((limitSeconds + WAIT_SECONDS + GRACE_SECONDS) * 1000),
                    TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            place.stop();
            throw late();
        } catch (InterruptedException e) {
            place.stop();
            Thread.currentThread().interrupt();
            throw StudioException.busy("the studio is closing");
        } catch (ExecutionException e) {
            throw place.late ? late() : unchecked(e);
        }
    }

    /// A thread for what computes by slices between which it waits.
    void start(Runnable work) {
        threads.execute(work);
    }

    /// A slow place, to be left again soon.
    Slice slice() {
        take(slow);
        return slow::release;
    }

    /// A slow place that somebody has.
    interface Slice extends AutoCloseable {
        @Override
        void close();
    }

    private static void take(Semaphore places) {
        try {
            if (!places.tryAcquire((long) (WAIT_SECONDS * 1000), TimeUnit.MILLISECONDS)) {
                throw StudioException.busy("the studio is busy; try again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StudioException.busy("the studio is closing");
        }
    }

    private static StudioException late() {
        return StudioException.busy("this took too long and was stopped; ask for less");
    }

    private static RuntimeException unchecked(ExecutionException failed) {
        return switch (failed.getCause()) {
            case RuntimeException e -> e;
            case StackOverflowError _ ->
                    StudioException.bad("this is nested too deeply to be computed");
            case OutOfMemoryError _ ->
                    StudioException.busy("there is not enough memory for this; ask for less");
            case null, default -> new IllegalStateException(failed);
        };
    }

    /// Where a computation is, and how long it may stay.
    private final class Place {

        private final long begun = System.nanoTime();
        private boolean slowly;
        private boolean gone;
        private long turn;
        private long waited;
        private volatile boolean stopped;
        private volatile boolean late;

        /// Asked by the computation between its steps; waits here for its turn.
        synchronized boolean over() {
            long now = System.nanoTime();
            if (!slowly && now - begun > QUICK_NANOS) {
                move(now);
            } else if (slowly && now - turn > TURN_NANOS) {
                if (slow.hasQueuedThreads()) {
                    move(now);
                } else {
                    turn = now;
                }
            }
            late |= stopped || gone || System.nanoTime() - begun - waited > limitSeconds * 1e9;
            return late;
        }

        private void move(long now) {
            gone = true;
            release();
            if (slow.getQueueLength() >= MOST_IN_LINE) {
                return;
            }
            long patience = (long) (WAIT_SECONDS * 1e9) - waited;
            try {
                gone = !slow.tryAcquire(patience, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("the studio is closing");
            }
            slowly = true;
            turn = System.nanoTime();
            waited += turn - now;
        }

        private void release() {
            (slowly ? slow : quick).release();
        }

        void stop() {
            stopped = true;
        }

        synchronized void leave() {
            if (!gone) {
                gone = true;
                release();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
