package org.separatrix.studio;

import org.jspecify.annotations.Nullable;
import org.separatrix.lab.Block;
import org.separatrix.lab.Progress;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;

/// A run that was asked for, from the queue to its end. Changed under its own lock; each change has
/// a number, so that who watches misses none.
final class Job implements Progress {

    /// Pictures that follow each other faster than they are looked at would cost the training time.
    private static final long PICTURE_NANOS = 1_000_000_000;

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
    /// @param pictures number of pictures so far
    /// @param picture what the work looks like so far, the last of them
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
            long version,
            long pictures,
            @Nullable Block picture) {

        /// The same without the picture, for who has it.
        View bare() {
            return new View(
                    id, title, kind, state, done, total, message, run, seconds, version, pictures,
                    null);
        }
    }

    private final String id;
    private final JobRequest request;
    private final Assignment assignment;
    private State state = State.WAITING;
    private long done;
    private long total;
    private String message = "";
    private @Nullable Path folder;
    private @Nullable Block picture;
    private long pictures;
    private long pictured;
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
                version,
                pictures,
                picture);
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

    @Override
    public synchronized void update(long isDone, long ofTotal, String says) {
        done = isDone;
        total = ofTotal;
        message = says;
        changed();
    }

    /// Drawn without the lock: who asks for the state need not wait for it.
    @Override
    public void show(Supplier<? extends Block> next) {
        long now = System.nanoTime();
        synchronized (this) {
            if (now - pictured < PICTURE_NANOS && picture != null) {
                return;
            }
            pictured = now;
        }
        Block drawn = next.get();
        synchronized (this) {
            picture = drawn;
            pictures++;
            changed();
        }
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
