package org.separatrix.app.command;

import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Forecasters;

import java.util.Iterator;

/// Names of all forecasters, for completion; read when asked for.
final class ModelNames implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return Forecasters.all().stream().map(Forecaster::name).iterator();
    }
}
