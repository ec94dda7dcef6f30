package org.separatrix.forecast.statistical;

import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Rollout;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A model of each channel, on standardised data.
public record ArimaFitted(List<ArimaModel> models, Scaling scaling) implements FittedForecaster {

    public ArimaFitted {
        models = List.copyOf(models);
    }

    static ArimaFitted each(List<Segment> training, Function<double[], ArimaModel> fit) {
        var scaling = Scaling.of(training);
        var longest = training.stream().max(Comparator.comparingInt(Segment::size)).orElseThrow();
        var scaled =
                new Segment(
                        longest.start(),
                        longest.step(),
                        scaling.apply(longest.values()),
                        longest.names());
        var models =
                java.util.stream.IntStream.range(0, scaled.dimension())
                        .mapToObj(j -> fit.apply(scaled.column(j)))
                        .toList();
        return new ArimaFitted(models, scaling);
    }

    @Override
    public int context() {
        return models.stream()
                .mapToInt(m -> m.order() + m.ar().length + 2 * m.ma().length + 1)
                .max()
                .orElse(1);
    }

    @Override
    public Prediction forecast(Segment history, int steps) {
        int d = models.size();
        var values = new double[steps][d];
        var deviation = new double[steps][d];
        for (int j = 0; j < d; j++) {
            double centre = scaling.mean()[j];
            double unit = scaling.deviation()[j];
            double[] series = history.column(j);
            for (int i = 0; i < series.length; i++) {
                series[i] = (series[i] - centre) / unit;
            }
            double[] said = models.get(j).forecast(series, steps);
            double[] spread = models.get(j).deviation(steps);
            for (int k = 0; k < steps; k++) {
                values[k][j] = centre + unit * said[k];
                deviation[k][j] = unit * spread[k];
            }
        }
        return new Prediction(Rollout.future(history, values), Optional.of(deviation), List.of());
    }
}
