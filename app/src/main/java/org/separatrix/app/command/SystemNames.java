package org.separatrix.app.command;

import org.separatrix.dynamics.catalog.Catalog;

import java.util.Iterator;

/// Names of all systems, for completion; read when asked for.
final class SystemNames implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return Catalog.entries().keySet().iterator();
    }
}
