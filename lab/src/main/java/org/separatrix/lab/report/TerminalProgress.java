package org.separatrix.lab.report;

import org.separatrix.lab.Progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/// Progress on one line of a terminal, with the time left; plain lines, now and then, where the
/// output is not a terminal.
public final class TerminalProgress implements Progress {

    private static final int WIDTH = 24;
    private final PrintStream out;
    private final boolean terminal;
    private final LongSupplier nanos;
    private final long started;
    private long lastShown;

    /// @param out usually standard error, so that results stay clean
    /// @param terminal whether the line may be rewritten in place
    public TerminalProgress(PrintStream out, boolean terminal) {
        this(out, terminal, System::nanoTime);
    }

    TerminalProgress(PrintStream out, boolean terminal, LongSupplier nanos) {
        this.out = out;
        this.terminal = terminal;
        this.nanos = nanos;
        this.started = nanos.getAsLong();
        this.lastShown = started - Duration.ofSeconds(60).toNanos();
    }

    @Override
    public synchronized void update(long done, long total, String message) {
        long now = nanos.getAsLong();
        boolean last = total > 0 && done >= total;
        long pause = terminal ? 100_000_000L : 10_000_000_000L;
        if (!last && now - lastShown < pause) {
            return;
        }
        lastShown = now;
        String line = line(done, total, (now - started) / 1e9, message);
        if (terminal) {
            out.print("\r\u001b[K" + line + (last ? "\n" : ""));
            out.flush();
        } else {
            out.println(line);
        }
    }

    static String line(long done, long total, double seconds, String message) {
        if (total <= 0) {
            return "%d  %s  %s".formatted(done, clock(seconds), message);
        }
        int full = (int) (WIDTH * Math.min(done, total) / total);
        String left = done == 0 ? "--:--" : clock(seconds * (total - done) / done);
        return "%s%s %d/%d  %s left  %s"
                .formatted("█".repeat(full), "░".repeat(WIDTH - full), done, total, left, message);
    }

    private static String clock(double seconds) {
        long s = Math.round(seconds);
        return s >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60)
                : String.format(Locale.ROOT, "%02d:%02d", s / 60, s % 60);
    }
}
