package org.separatrix.lab.bench;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;

/// The other end of a [CellProcess]: reads a description of the task and then cells, writes
/// results.
final class CellWorker {

    /// The code a Java machine ends with that is told to exit when its heap is full.
    static final int OUT_OF_MEMORY = 3;

    private CellWorker() {}

    /// An error of the program.
    record Defect(String message) implements Serializable {}

    public static void main(String[] arguments) throws IOException, ClassNotFoundException {
        // A parent that was killed cannot end this process.
        ProcessHandle.current().parent().ifPresent(CellWorker::endWith);
        var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
        // Whatever prints must not disturb the answers.
        System.setOut(System.err);
        try (var to = new ObjectOutputStream(out);
                var from = new ObjectInputStream(System.in)) {
            to.flush();
            var task = ((Engine.TaskSource) from.readObject()).task();
            while (true) {
                to.writeObject(answer(task, (Cell) from.readObject()));
                to.reset();
                to.flush();
            }
        } catch (EOFException _) {
            // No more cells.
        }
    }

    private static void endWith(ProcessHandle parent) {
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    parent.onExit().join();
                    Runtime.getRuntime().halt(1);
                });
    }

    private static Serializable answer(LocalEngine.Task task, Cell cell) {
        try {
            return CellGuard.evaluate(task, cell, Duration.ZERO);
        } catch (RuntimeException e) {
            e.printStackTrace();
            return new Defect(String.valueOf(e.getMessage()));
        }
    }
}
