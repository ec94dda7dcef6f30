package org.separatrix.app;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/// Standard error that the launcher has put aside while Java starts.
///
/// Before the first byte, the descriptor put aside takes its old place again (POSIX `dup2`), so
/// that this program and native libraries write where the user looks, in order and with the file
/// position that other writers share. Programs that never complain do not pay for it.
final class RestoredError extends OutputStream {

    private static final int STANDARD_ERROR = 2;
    private final int saved;
    private final OutputStream target;
    private boolean restored;

    /// @param saved number of the descriptor that the launcher put aside
    /// @param target standard error
    RestoredError(int saved, OutputStream target) {
        this.saved = saved;
        this.target = target;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        restore();
        target.write(b);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) throws IOException {
        restore();
        target.write(bytes, from, count);
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }

    @SuppressWarnings("restricted") // dup2 takes and gives numbers, no memory
    private void restore() throws IOException {
        if (restored) {
            return;
        }
        restored = true;
        var linker = Linker.nativeLinker();
        var signature =
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        var duplicate =
                linker.downcallHandle(linker.defaultLookup().findOrThrow("dup2"), signature);
        int result;
        try {
            result = (int) duplicate.invokeExact(saved, STANDARD_ERROR);
        } catch (Throwable e) {
            throw new IOException(e);
        }
        if (result != STANDARD_ERROR) {
            throw new IOException("standard error cannot be restored from descriptor " + saved);
        }
    }
}
