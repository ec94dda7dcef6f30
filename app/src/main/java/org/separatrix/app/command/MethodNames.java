package org.separatrix.app.command;

import org.separatrix.lab.Methods;

import java.util.Iterator;

/// Short names of all methods, for completion; read when asked for.
final class MethodNames implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return Methods.all().stream().map(e -> e.card().name()).iterator();
    }
}
