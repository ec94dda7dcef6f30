package org.separatrix.studio;

import org.jspecify.annotations.Nullable;
import org.separatrix.dynamics.files.TrajectorySink;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A few chunks of lines between the thread that computes rows and the one that writes them.
final class RowPipe implements AutoCloseable {

    private static final int CHUNK = 1 << 15;
    private static final int CHUNKS = 4;
    private static final byte[] NOTHING = new byte[0];

    private final BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(CHUNKS);
    private final Work work;
    private final long end;
    private volatile boolean closed;

    RowPipe(Work work, double seconds) {
        this.work = work;
        this.end = System.nanoTime() + (long) (seconds * 1e9);
    }

    /// @param failure instead of bytes: why there are no more
    /// @param last whether none follows
    record Chunk(byte[] bytes, @Nullable RuntimeException failure, boolean last) {}

    /// Whether computing on is of no use.
    boolean over() {
        return closed || System.nanoTime() > end;
    }

    /// Computes rows to their end, in slices of [Work].
    void fill(Consumer<TrajectorySink> rows) {
        Chunk last;
        try (var lines = new Lines()) {
            rows.accept(lines);
            last = new Chunk(lines.buffer.toByteArray(), null, true);
        } catch (RuntimeException e) {
            last =
                    new Chunk(
                            NOTHING,
                            System.nanoTime() > end
                                    ? StudioException.busy("the time of this stream is over")
                                    : e,
                            true);
        } catch (StackOverflowError | OutOfMemoryError e) {
            last = new Chunk(NOTHING, StudioException.busy("this needs too much memory"), true);
        }
        put(last);
    }

    private boolean put(Chunk chunk) {
        try {
            // The end of time must still be told: a reader who reads makes room within moments.
            return queue.offer(
                    chunk, Math.max(1_000_000_000, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// The next chunk, waited for.
    Chunk take() {
        try {
            var chunk =
                    queue.poll(
                            Math.max(0, end - System.nanoTime()) + 2_000_000_000L,
                            TimeUnit.NANOSECONDS);
            return chunk == null
                    ? new Chunk(
                            NOTHING, StudioException.busy("the time of this stream is over"), true)
                    : chunk;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the time of this stream is over");
        }
    }

    @Override
    public void close() {
        closed = true;
        queue.clear();
    }

    /// One line a row: `[t, x, y, ...]`. Holds a place while rows are computed, none while it waits
    /// for the reader.
    private final class Lines implements TrajectorySink {

        private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(CHUNK + 1024);
        private final StringBuilder line = new StringBuilder();
        private Work.Slice slice = work.slice();

        @Override
        public void row(double t, double[] x) {
            line.setLength(0);
            line.append('[').append(t);
            for (double value : x) {
                line.append(',').append(value);
            }
            line.append("]\n");
            buffer.writeBytes(line.toString().getBytes(StandardCharsets.US_ASCII));
            if (buffer.size() < CHUNK) {
                return;
            }
            slice.close();
            slice = () -> {};
            boolean taken = put(new Chunk(buffer.toByteArray(), null, false));
            buffer.reset();
            if (!taken || over()) {
                throw new CancellationException("nobody reads this stream any more");
            }
            slice = work.slice();
        }

        @Override
        public void finish() {}

        @Override
        public void close() {
            slice.close();
        }
    }
}
