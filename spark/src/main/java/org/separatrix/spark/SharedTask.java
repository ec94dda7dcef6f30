package org.separatrix.spark;

import org.jspecify.annotations.Nullable;
import org.separatrix.lab.bench.Engine;
import org.separatrix.lab.bench.LocalEngine;

import java.io.Serializable;

/// The task of an executor: sent as its description, made by the first cell that needs it, shared
/// by all cells of the process, whose data it may keep.
final class SharedTask implements Serializable {

    private final Engine.TaskSource source;
    private transient LocalEngine.@Nullable Task made;

    SharedTask(Engine.TaskSource source) {
        this.source = source;
    }

    synchronized LocalEngine.Task task() {
        var task = made;
        if (task == null) {
            task = source.task();
            made = task;
        }
        return task;
    }
}
