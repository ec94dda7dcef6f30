package org.separatrix.studio;

import org.separatrix.lab.LabException;
import org.separatrix.lab.Run;
import org.separatrix.lab.RunStore;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Runs jobs in the order they were asked for, some at a time, in folders of the store.
///
/// Every request that is not over lies on disk, so that a studio that was killed knows on its next
/// start what it was asked for, and goes on from what was stored when it is told to.
final class Jobs implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("org.separatrix.studio");
    private static final int PATIENCE_SECONDS = 5;
    private static final int MOST_KEPT = 200;

    private final RunStore store;
    private final Assignments assignments;
    private final JobFiles files;
    private final ExecutorService workers;
    private final int threads;
    private final int mostOpen;
    private final Map<String, Job> all = new ConcurrentSkipListMap<>();
    private final AtomicLong next = new AtomicLong();

    /// @param atATime jobs that run at the same time; they share the processors
    /// @param mostOpen jobs that may wait or be paused
    Jobs(RunStore store, Assignments assignments, int atATime, int mostOpen) {
        this.store = store;
        this.assignments = assignments;
        this.mostOpen = mostOpen;
        this.files = new JobFiles(store.root());
        this.workers =
                Executors.newFixedThreadPool(
                        atATime, Thread.ofPlatform().daemon().name("job-", 0).factory());
        this.threads = Math.max(1, Runtime.getRuntime().availableProcessors() / atATime);
        files.adopt(this::adopt);
    }

    /// Takes up, as paused, what an earlier studio had not ended.
    private void adopt(JobFiles.Open open) {
        var job = new Job(name(), open.request(), assignments.of(open.request()));
        if (open.run() != null) {
            var folder = store.root().resolve(open.run());
            if (store.entry(folder).filter(e -> e.state().equals("finished")).isPresent()) {
                return;
            }
            job.in(folder);
        }
        job.become(Job.State.PAUSED, "interrupted; what was finished is kept");
        files.keep(job.id(), open);
        all.put(job.id(), job);
    }

    private String name() {
        return "%08d".formatted(next.incrementAndGet());
    }

    /// Puts a request in the queue.
    ///
    /// @throws StudioException if it cannot be done, or too many wait
    Job submit(JobRequest request) {
        // Reads the data: not under the lock.
        var assignment = assignments.of(request);
        synchronized (this) {
            long open =
                    all.values().stream()
                            .map(Job::state)
                            .filter(s -> s == Job.State.WAITING || s == Job.State.PAUSED)
                            .count();
            if (open >= mostOpen) {
                throw StudioException.busy(
                        "%d jobs wait or are paused already; cancel some, or try later"
                                .formatted(open));
            }
            forgetOld();
            var job = new Job(name(), request, assignment);
            files.keep(job.id(), new JobFiles.Open(request, null));
            all.put(job.id(), job);
            if (job.enqueue()) {
                workers.execute(() -> work(job));
            }
            return job;
        }
    }

    private void forgetOld() {
        var over = all.values().stream().filter(j -> j.state().over()).toList();
        for (int i = 0; i < over.size() - MOST_KEPT; i++) {
            all.remove(over.get(i).id());
        }
    }

    /// Goes on with a paused job.
    ///
    /// @throws StudioException if it is not paused
    Job resume(String id) {
        var job = job(id);
        if (job.resume()) {
            workers.execute(() -> work(job));
        }
        return job;
    }

    /// Stops a job where it is.
    ///
    /// @param end [Job.State#PAUSED] or [Job.State#CANCELLED]
    Job stop(String id, Job.State end) {
        var job = job(id);
        job.stop(end);
        if (job.state() == Job.State.CANCELLED) {
            // It was not running; what it may have begun is nobody's now.
            files.forget(id);
            var folder = job.folder();
            if (folder != null
                    && store.entry(folder).filter(e -> e.state().equals("running")).isPresent()) {
                store.close(folder, "cancelled");
            }
        }
        return job;
    }

    Job job(String id) {
        var job = all.get(id);
        if (job == null) {
            throw StudioException.notFound("there is no job '%s'".formatted(Text.shown(id)));
        }
        return job;
    }

    /// Newest first.
    List<Job> list() {
        return new ArrayList<>(all.values()).reversed();
    }

    /// Whether a job is working in a run's folder.
    boolean worksIn(Path folder) {
        return all.values().stream()
                .anyMatch(j -> j.state() == Job.State.RUNNING && folder.equals(j.folder()));
    }

    /// How a job's work ended.
    private record Outcome(Job.State state, String message) {}

    private void work(Job job) {
        if (!job.begin()) {
            return;
        }
        var assignment = job.assignment();
        Outcome outcome;
        try (var held =
                store.hold(
                        assignment.kind(),
                        job.request().seed(),
                        assignment.configuration(),
                        assignment.command(),
                        false)) {
            outcome = work(job, held.folder());
        } catch (RuntimeException | Error e) {
            outcome = failed(e);
        }
        // The folder is free by now: whoever sees that the job has stopped can go on with it.
        if (outcome.state.over()) {
            files.forget(job.id());
        }
        job.become(outcome.state, outcome.message);
    }

    private Outcome work(Job job, Path folder) {
        job.in(folder);
        files.keep(
                job.id(), new JobFiles.Open(job.request(), String.valueOf(folder.getFileName())));
        var run = new Run(job.request().seed(), folder, threads, "cpu", job, job::stopping);
        try {
            var report = job.assignment().work().run(run);
            store.finish(folder, report);
            return new Outcome(
                    Job.State.FINISHED,
                    report.holds() ? "finished" : "finished; a claim does not hold");
        } catch (CancellationException e) {
            if (!job.stopping()) {
                throw e;
            }
            store.close(folder, "cancelled");
            return job.wanted() == Job.State.PAUSED
                    ? new Outcome(Job.State.PAUSED, "paused; what is finished is kept")
                    : new Outcome(Job.State.CANCELLED, "cancelled");
        } catch (RuntimeException | Error e) {
            store.close(folder, "failed");
            throw e;
        }
    }

    private static Outcome failed(Throwable e) {
        if (!(e instanceof LabException) && !(e instanceof StudioException)) {
            LOG.log(Level.ERROR, "a job failed", e);
        }
        return new Outcome(
                Job.State.FAILED,
                e instanceof OutOfMemoryError
                        ? "ran out of memory; give Java more (JDK_JAVA_OPTIONS=-Xmx...)"
                        : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }

    /// Stops what runs, waiting a moment for it; it can be taken up again on the next start.
    @Override
    public void close() {
        for (var job : all.values()) {
            if (!job.state().over()) {
                job.stop(Job.State.PAUSED);
            }
        }
        workers.shutdown();
        try {
            if (!workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(Level.INFO, "a job is ended between two of its results");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        files.close();
    }
}
