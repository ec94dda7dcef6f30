package org.separatrix.forecast;

import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.List;
import java.util.Optional;

/// Persistence: the last value goes on for ever. The floor that every method must beat.
public record Naive() implements Forecaster {

    @Override
    public String name() {
        return "naive";
    }

    @Override
    public int shortest() {
        return 2;
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        int d = training.getFirst().dimension();
        var square = new double[d];
        long n = 0;
        for (var piece : training) {
            for (int i = 1; i < piece.size(); i++) {
                n++;
                for (int j = 0; j < d; j++) {
                    double step = piece.values()[i][j] - piece.values()[i - 1][j];
                    square[j] += step * step;
                }
            }
        }
        for (int j = 0; j < d; j++) {
            square[j] = Math.sqrt(square[j] / n);
        }
        return new Fitted(square);
    }

    /// @param increment root mean square of one step of each channel; the error of a random walk
    ///   grows with its square root of time
    public record Fitted(double[] increment) implements FittedForecaster {

        @Override
        public int context() {
            return 1;
        }

        @Override
        public Prediction forecast(Segment history, int steps) {
            var values = new double[steps][];
            var deviation = new double[steps][increment.length];
            for (int k = 0; k < steps; k++) {
                values[k] = history.values()[history.size() - 1].clone();
                for (int j = 0; j < increment.length; j++) {
                    deviation[k][j] = increment[j] * Math.sqrt(k + 1.0);
                }
            }
            return new Prediction(
                    Rollout.future(history, values), Optional.of(deviation), List.of());
        }
    }
}
