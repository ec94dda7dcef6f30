package org.separatrix.analysis.lyapunov;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Independent pieces of work on a few threads, results in the order of the work.
final class Threads {

    private Threads() {}

    /// Results of `work`, in its order; the first failure in that order is thrown.
    static <T> List<T> all(List<? extends Callable<T>> work, int threads) {
        var results = new ArrayList<T>();
        if (threads == 1 || work.size() == 1) {
            for (var piece : work) {
                results.add(call(piece));
            }
            return results;
        }
        try (var pool = Executors.newFixedThreadPool(Math.min(threads, work.size()))) {
            var futures = new ArrayList<Future<T>>();
            for (var piece : work) {
                futures.add(pool.submit(piece));
            }
            for (var future : futures) {
                results.add(call(future::get));
            }
        }
        return results;
    }

    private static <T> T call(Callable<T> piece) {
        try {
            return piece.call();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LyapunovCancelledException(0);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
