package org.separatrix.lab.bench;

import org.separatrix.lab.LabException;

import java.util.Optional;
import java.util.ServiceLoader;

/// Engines by name.
public final class Engines {

    /// The engine of this process.
    public static final Engine LOCAL =
            (cells, source, store, run, limit) ->
                    LocalEngine.evaluate(cells, source.task(), store, run, limit);

    private Engines() {}

    /// The engine of this name: `local`, `processes`, or one whose module is on the class path.
    ///
    /// @param master address of a cluster, for engines that have one
    /// @throws LabException if there is no such engine, or a master is given to one without
    public static Engine named(String name, Optional<String> master) {
        if (name.equals("local") || name.equals("processes")) {
            if (master.isPresent()) {
                throw new LabException("--master needs --engine spark");
            }
            return name.equals("local") ? LOCAL : new ProcessEngine(0);
        }
        for (var provider : ServiceLoader.load(EngineProvider.class)) {
            if (provider.name().equals(name)) {
                return provider.engine(master);
            }
        }
        if (name.equals("spark")) {
            throw new LabException(
                    "engine 'spark' is not on the class path; start with the script ./separatrix,"
                            + " which builds and adds it, or add spark/target/lib/*");
        }
        throw new LabException(
                "no engine '%s'; there are local, processes and spark".formatted(name));
    }
}
