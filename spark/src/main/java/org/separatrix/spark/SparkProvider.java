package org.separatrix.spark;

import org.separatrix.lab.LabException;
import org.separatrix.lab.bench.Engine;
import org.separatrix.lab.bench.EngineProvider;

import java.util.Optional;
import java.util.regex.Pattern;

/// Brings the engine `spark`.
public final class SparkProvider implements EngineProvider {

    private static final Pattern MASTER =
            Pattern.compile("local\\[(\\*|[1-9][0-9]{0,3})]|spark://[^\\s/]+:[0-9]+");

    @Override
    public String name() {
        return "spark";
    }

    @Override
    public Engine engine(Optional<String> master) {
        master.ifPresent(m -> {
            if (!MASTER.matcher(m).matches()) {
                throw new LabException(
                        "--master must be local[N], local[*] or spark://HOST:PORT, got " + m);
            }
        });
        return new SparkEngine(master);
    }
}
