package org.separatrix.app.command;

import org.separatrix.equations.Names;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Forecasters;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Tool;
import org.separatrix.lab.Tools;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/// Names of whatever can be fitted, forecasters and tools, for completion; read when asked for.
final class FitNames implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return all().iterator();
    }

    /// Refuses a name that is neither a forecaster nor a tool.
    static void check(String name) {
        var all = all();
        if (!all.contains(name)) {
            throw new LabException(
                    "unknown model '%s'%s"
                            .formatted(
                                    name,
                                    Names.hint(
                                            name, all, "; known are " + String.join(", ", all))));
        }
    }

    private static List<String> all() {
        return Stream.concat(
                        Forecasters.all().stream().map(Forecaster::name),
                        Tools.all().stream().map(Tool::name))
                .toList();
    }
}
