package org.separatrix.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// Standard output that remembers why it failed, which a print stream forgets.
final class StandardOutput extends OutputStream {

    private final OutputStream target = new FileOutputStream(FileDescriptor.out);
    private Optional<IOException> failure = Optional.empty();

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            target.write(bytes, from, count);
        } catch (IOException e) {
            failure = Optional.of(e);
            throw e;
        }
    }

    /// Why output was lost, if it was. A reader that has seen enough, as in `| head`, is no reason.
    Optional<String> failure() {
        return failure.map(e -> String.valueOf(e.getMessage()))
                .filter(reason -> !reason.contains("Broken pipe"));
    }
}
