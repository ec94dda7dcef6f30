package org.separatrix.forecast;

import org.separatrix.equations.Names;
import org.separatrix.forecast.gtf.Gtf;
import org.separatrix.forecast.neural.NeuralOde;
import org.separatrix.lab.LabException;

import java.util.List;

/// The forecasters by name, at their default settings.
public final class Forecasters {

    private static final List<Forecaster> ALL =
            List.of(
                    new Naive(),
                    new Climatology(),
                    new SeasonalNaive(0),
                    new LinearAutoregression(10, 1e-8),
                    new HoltWinters(0),
                    new Theta(0),
                    new Nvar(2, 1, 2, 1e-8),
                    new EchoState(300, 0.9, 1.0, 0.5, 1e-7),
                    new Analogue(3, 4),
                    new GaussianProcess(1, 400),
                    new Sindy(2, 0.01, 0),
                    Gtf.DEFAULT,
                    NeuralOde.DEFAULT);

    private Forecasters() {}

    /// All forecasters.
    public static List<Forecaster> all() {
        return ALL;
    }

    /// The forecaster called `name`.
    ///
    /// @throws LabException if there is none, with the nearest names
    public static Forecaster named(String name) {
        var names = ALL.stream().map(Forecaster::name).toList();
        return ALL.stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new LabException(
                                "unknown model '%s'%s"
                                        .formatted(
                                                name,
                                                Names.hint(
                                                        name,
                                                        names,
                                                        "; known are "
                                                                + String.join(", ", names)))));
    }
}
