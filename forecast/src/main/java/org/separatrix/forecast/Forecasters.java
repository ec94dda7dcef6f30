package org.separatrix.forecast;

import org.separatrix.equations.Names;
import org.separatrix.forecast.deep.BlockRecurrent;
import org.separatrix.forecast.deep.Convolution;
import org.separatrix.forecast.deep.DLinear;
import org.separatrix.forecast.deep.Lstm;
import org.separatrix.forecast.deep.NBeats;
import org.separatrix.forecast.deep.NHits;
import org.separatrix.forecast.deep.NLinear;
import org.separatrix.forecast.deep.Tide;
import org.separatrix.forecast.deep.TransformerForecaster;
import org.separatrix.forecast.gtf.Gtf;
import org.separatrix.forecast.neural.NeuralOde;
import org.separatrix.forecast.statistical.Arima;
import org.separatrix.forecast.statistical.AutoArima;
import org.separatrix.forecast.statistical.Decomposition;
import org.separatrix.forecast.statistical.Drift;
import org.separatrix.forecast.statistical.FourTheta;
import org.separatrix.forecast.statistical.Kalman;
import org.separatrix.forecast.statistical.Parrot;
import org.separatrix.forecast.statistical.Tones;
import org.separatrix.forecast.trees.BoostedTrees;
import org.separatrix.forecast.trees.RandomForest;
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
                    NeuralOde.DEFAULT,
                    NBeats.DEFAULT,
                    NHits.DEFAULT,
                    Tide.DEFAULT,
                    TransformerForecaster.DEFAULT,
                    Convolution.DEFAULT,
                    BlockRecurrent.DEFAULT,
                    Lstm.DEFAULT,
                    DLinear.DEFAULT,
                    NLinear.DEFAULT,
                    new Drift(),
                    new Tones(10),
                    new Arima(5, 1, 0),
                    new AutoArima(5),
                    new FourTheta(2, 0, FourTheta.Trend.LINEAR),
                    new Decomposition(0, 10, 25, 20),
                    new Kalman(2, 10),
                    new Parrot(15),
                    new BoostedTrees(10, 100, 6, 0.3, 1),
                    new RandomForest(10, 50, 0, 0.632));

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
