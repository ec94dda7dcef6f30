package org.separatrix.studio;

import org.separatrix.lab.HeldRun;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.Run;
import org.separatrix.lab.RunStore;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// Runs jobs in the order they were asked for, some at a time, in folders of the store.
///
/// A request lies in its run's folder, so that a studio that was killed knows on its next start
/// what it was doing and can go on from what was stored.
final class Jobs implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("org.separatrix.studio");
    private static final String REQUEST = "job.json";
    private static final int MOST_WAITING = 50;
    private static final int MOST_KEPT = 200;

    private final RunStore store;
    private final Assignments assignments;
    private final ExecutorService workers;
    private final int threads;
    private final Map<String, Job> all = new ConcurrentSkipListMap<>();
    private final AtomicLong next = new AtomicLong();

    /// @param atATime jobs that run at the same time; they share the processors
    Jobs(RunStore store, Assignments assignments, int atATime) {
        this.store = store;
        this.assignments = assignments;
        this.workers =
                Executors.newFixedThreadPool(
                        atATime, Thread.ofPlatform().daemon().name("job-", 0).factory());
        this.threads = Math.max(1, Runtime.getRuntime().availableProcessors() / atATime);
        interrupted();
    }

    /// Takes up, as paused, what an earlier studio was doing when it ended.
    private void interrupted() {
        for (var entry : store.entries()) {
            var file = store.root().resolve(entry.id()).resolve(REQUEST);
            boolean open = entry.state().equals("running") || entry.state().equals("cancelled");
            if (!open || !Files.isRegularFile(file)) {
                continue;
            }
            try {
                var request = ReportJson.MAPPER.readValue(Files.readString(file), JobRequest.class);
                var job = new Job(name(), request, assignments.of(request));
                job.in(store.root().resolve(entry.id()));
                job.become(Job.State.PAUSED, "interrupted; what was finished is kept");
                all.put(job.id(), job);
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.INFO, "run {0} cannot be taken up: {1}", entry.id(), e.getMessage());
            }
        }
    }

    private String name() {
        return "%08d".formatted(next.incrementAndGet());
    }

    /// Puts a request in the queue.
    ///
    /// @throws StudioException if it cannot be done, or too many wait
    synchronized Job submit(JobRequest request) {
        long waiting = all.values().stream().filter(j -> j.state() == Job.State.WAITING).count();
        if (waiting >= MOST_WAITING) {
            throw StudioException.busy(
                    "%d jobs wait already; cancel some, or try later".formatted(waiting));
        }
        forgetOld();
        var job = new Job(name(), request, assignments.of(request));
        all.put(job.id(), job);
        workers.execute(() -> work(job));
        return job;
    }

    private void forgetOld() {
        var over = all.values().stream().filter(j -> j.state().over()).toList();
        for (int i = 0; i < over.size() - MOST_KEPT; i++) {
            all.remove(over.get(i).id());
        }
    }

    /// Goes on with a paused job.
    Job resume(String id) {
        var job = get(id);
        if (job.state() != Job.State.PAUSED) {
            throw StudioException.bad(
                    "only a paused job can go on; this one is %s"
                            .formatted(job.state().name().toLowerCase(java.util.Locale.ROOT)));
        }
        job.become(Job.State.WAITING, "waiting");
        workers.execute(() -> work(job));
        return job;
    }

    Job get(String id) {
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

    private void work(Job job) {
        if (job.state() != Job.State.WAITING) {
            return;
        }
        job.become(Job.State.RUNNING, "starting");
        var assignment = job.assignment();
        try (var held =
                store.hold(
                        assignment.kind(),
                        job.request().seed(),
                        assignment.configuration(),
                        assignment.command(),
                        false)) {
            work(job, held);
        } catch (RuntimeException | OutOfMemoryError e) {
            failed(job, e);
        }
    }

    private void work(Job job, HeldRun held) {
        var folder = held.folder();
        job.in(folder);
        RunStore.write(
                folder.resolve(REQUEST), ReportJson.MAPPER.writeValueAsString(job.request()));
        var run =
                new Run(job.request().seed(), folder, threads, "cpu", job::progress, job::stopping);
        try {
            var report = job.assignment().work().run(run);
            store.finish(folder, report);
            job.become(
                    Job.State.FINISHED,
                    report.holds() ? "finished" : "finished; a claim does not hold");
        } catch (CancellationException e) {
            store.close(folder, "cancelled");
            boolean paused = job.wanted() == Job.State.PAUSED;
            if (!paused) {
                // Nobody will go on with it from here.
                forget(job);
            }
            job.become(
                    paused ? Job.State.PAUSED : Job.State.CANCELLED,
                    paused ? "paused; what is finished is kept" : "cancelled");
        } catch (RuntimeException | OutOfMemoryError e) {
            store.close(folder, "failed");
            failed(job, e);
        }
    }

    private static void forget(Job job) {
        var folder = job.folder();
        if (folder != null) {
            try {
                Files.deleteIfExists(folder.resolve(REQUEST));
            } catch (IOException e) {
                LOG.log(Level.INFO, "cannot forget a job: {0}", e.getMessage());
            }
        }
    }

    private static void failed(Job job, Throwable e) {
        if (!(e instanceof org.separatrix.lab.LabException) && !(e instanceof StudioException)) {
            LOG.log(Level.ERROR, "a job failed", e);
        }
        String message =
                e instanceof OutOfMemoryError
                        ? "ran out of memory; give Java more (JDK_JAVA_OPTIONS=-Xmx...)"
                        : String.valueOf(e.getMessage());
        job.become(Job.State.FAILED, message);
    }

    /// Stops what runs; it can be taken up again on the next start.
    @Override
    public void close() {
        for (var job : all.values()) {
            if (!job.state().over()) {
                job.stop(Job.State.PAUSED);
            }
        }
        workers.shutdown();
    }
}
