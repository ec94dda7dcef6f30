package org.separatrix.studio;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Locale;

/// A run that was asked for, from the queue to its end. Changed under its own lock; each change has
/// a number, so that who watches misses none.
final class Job {

    /// Where a job is in its life.
    enum State {
        WAITING,
        RUNNING,
        PAUSED,
        FINISHED,
        FAILED,
        CANCELLED;

        boolean over() {
            return this == FINISHED || this == FAILED || this == CANCELLED;
        }
    }

    /// What a page shows.
    ///
    /// @param run id of the run's folder, once there is one
    /// @param version number of changes so far
    record View(
            String id,
            String title,
            String kind,
            State state,
            long done,
            long total,
            String message,
            @Nullable String run,
            double seconds,
            long version) {}

    private final String id;
    private final JobRequest request;
    private final Assignment assignment;
    private State state = State.WAITING;
    private long done;
    private long total;
    private String message = "";
    private @Nullable Path folder;
    private long version;
    private long worked;
    private long since;

    /// What somebody wants of a job that runs: to go on, or one of the two ways to end.
    private State wanted = State.RUNNING;

    /// Whether a worker has been given it and has not come to it yet.
    private boolean queued;

    Job(String id, JobRequest request, Assignment assignment) {
        this.id = id;
        this.request = request;
        this.assignment = assignment;
    }

    String id() {
        return id;
    }

    JobRequest request() {
        return request;
    }

    Assignment assignment() {
        return assignment;
    }

    synchronized State state() {
        return state;
    }

    synchronized @Nullable Path folder() {
        return folder;
    }

    synchronized View view() {
        double seconds = (worked + (state == State.RUNNING ? System.nanoTime() - since : 0)) / 1e9;
        var run = folder;
        return new View(
                id,
                assignment.title(),
                assignment.kind(),
                state,
                done,
                total,
                message,
                run == null ? null : String.valueOf(run.getFileName()),
                seconds,
                version);
    }

    /// Waits for a change after `known`, or for `millis`.
    synchronized View after(long known, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (version <= known) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return view();
    }

    synchronized void in(Path runFolder) {
        folder = runFolder;
        changed();
    }

    synchronized void progress(long isDone, long ofTotal, String says) {
        done = isDone;
        total = ofTotal;
        message = says;
        changed();
    }

    /// @param says nothing to leave the message as it is
    synchronized void become(State next, String says) {
        if (state == State.RUNNING) {
            worked += System.nanoTime() - since;
        }
        if (next == State.RUNNING) {
            since = System.nanoTime();
            wanted = State.RUNNING;
        }
        state = next;
        if (!says.isEmpty()) {
            message = says;
        }
        changed();
    }

    /// Puts it in the queue unless it is there.
    ///
    /// @return whether it has to be given to a worker
    synchronized boolean enqueue() {
        if (state != State.WAITING) {
            become(State.WAITING, "waiting");
        }
        boolean given = queued;
        queued = true;
        return !given;
    }

    /// Makes a paused job wait for its turn.
    ///
    /// @return whether it has to be given to a worker
    /// @throws StudioException if it is not paused
    synchronized boolean resume() {
        if (state == State.RUNNING && wanted != State.RUNNING) {
            throw StudioException.bad("the job is still stopping; try again when it has stopped");
        }
        if (state != State.PAUSED) {
            throw StudioException.bad(
                    "only a paused job can go on; this one is %s"
                            .formatted(state.name().toLowerCase(Locale.ROOT)));
        }
        return enqueue();
    }

    /// A worker takes it; answers whether there is something to do.
    synchronized boolean begin() {
        queued = false;
        if (state != State.WAITING) {
            return false;
        }
        become(State.RUNNING, "starting");
        return true;
    }

    /// Asks it to stop where it is; a job that is being cancelled cannot be paused any more.
    ///
    /// @param end [State#PAUSED] or [State#CANCELLED]
    synchronized void stop(State end) {
        if (state == State.RUNNING) {
            if (wanted != State.CANCELLED) {
                wanted = end;
                message = end == State.PAUSED ? "pausing" : "stopping";
                changed();
            }
        } else if (state == State.WAITING || state == State.PAUSED) {
            become(end, end == State.PAUSED ? "paused" : "cancelled");
        }
    }

    synchronized boolean stopping() {
        return wanted != State.RUNNING;
    }

    synchronized State wanted() {
        return wanted;
    }

    private void changed() {
        version++;
        notifyAll();
    }
}
