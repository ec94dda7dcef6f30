package org.separatrix.app;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The two streams to the user, and what they are connected to.
///
/// @param out results
/// @param err progress and complaints
/// @param colour whether results go to a terminal that shows colours
/// @param live whether progress may rewrite its line
public record Terminal(PrintStream out, PrintStream err, boolean colour, boolean live) {

    /// The streams that the launcher set up.
    static Terminal open(StandardOutput output) {
        var out =
                new PrintStream(
                        new BufferedOutputStream(output, 1 << 16), false, StandardCharsets.UTF_8);
        PrintStream err = System.err;
        Integer saved = Integer.getInteger("separatrix.stderr");
        if (saved != null) {
            var restored = new RestoredError(saved, new FileOutputStream(FileDescriptor.err));
            err = new PrintStream(restored, true, StandardCharsets.UTF_8);
            System.setErr(err);
        }
        boolean colour =
                Boolean.getBoolean("separatrix.terminal.out") && System.getenv("NO_COLOR") == null;
        return new Terminal(out, err, colour, Boolean.getBoolean("separatrix.terminal.err"));
    }
}
