package org.separatrix.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// PyTorch in a process of Python, which makes training steps when asked.
///
/// Both programs run in turns, so that a busy machine slows both alike; one message of some bytes
/// for each call is all that the peer pays for it.
final class TorchPeer implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter questions;
    private final String version;

    private TorchPeer(Process process) throws IOException {
        this.process = process;
        answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        questions = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        version = after("ready");
    }

    /// @throws IllegalStateException if no Python on the path has PyTorch
    static TorchPeer start(Path script) {
        for (var python : List.of("python3", "/usr/bin/python3")) {
            var builder = new ProcessBuilder(python, script.toString());
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put("OPENBLAS_NUM_THREADS", "1");
            builder.environment().put("OMP_NUM_THREADS", "1");
            try {
                return new TorchPeer(builder.start());
            } catch (IOException _) {
                // The next one may have it.
            }
        }
        throw new IllegalStateException(
                "no python3 with PyTorch found; install it (on Debian: python3-torch)");
    }

    String version() {
        return version;
    }

    /// Makes steps of a task and waits for them.
    ///
    /// @return parameters of the task's network
    int run(String task, int updates) {
        questions.println(task + " " + updates);
        try {
            return Integer.parseInt(after("done"));
        } catch (IOException e) {
            throw new UncheckedIOException("the peer stopped at " + task, e);
        }
    }

    private String after(String word) throws IOException {
        var line = answers.readLine();
        if (line == null || !line.startsWith(word + " ")) {
            process.destroy();
            throw new IOException("expected '" + word + "', got " + line);
        }
        return line.substring(word.length() + 1);
    }

    @Override
    public void close() {
        questions.close();
        process.destroy();
    }
}
