package org.separatrix.forecast.statistical;

import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Rollout;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.Describe;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.List;

/// Finds the stretch of the history most like its end and repeats what followed it.
///
/// Source: Y. Zhang, W. Gilpin, "Context parroting: a simple but tough-to-beat baseline for
/// foundation models in scientific machine learning" (2025).
///
/// @param motif rows compared
public record Parrot(@Describe(value = "rows compared", min = 1, max = 10_000) int motif)
        implements Forecaster {

    @Override
    public String name() {
        return "parrot";
    }

    @Override
    public int shortest() {
        return motif + 2;
    }

    @Override
    public List<Forecaster> candidates() {
        return List.of(new Parrot(5), new Parrot(15), new Parrot(40));
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        return new Fitted(motif, Scaling.of(training));
    }

    /// @param scaling units in which rows are compared
    public record Fitted(int motif, Scaling scaling) implements FittedForecaster {

        @Override
        public int context() {
            return motif + 2;
        }

        @Override
        public Prediction forecast(Segment history, int steps) {
            int n = history.size();
            double[][] rows = scaling.apply(history.values());
            int best = motif;
            double least = Double.POSITIVE_INFINITY;
            for (int end = motif; end < n; end++) {
                double sum = 0;
                for (int i = 1; i <= motif && sum < least; i++) {
                    for (int j = 0; j < rows[0].length; j++) {
                        double e = rows[end - i][j] - rows[n - i][j];
                        sum += e * e;
                    }
                }
                if (sum < least) {
                    least = sum;
                    best = end;
                }
            }
            var values = new double[steps][];
            for (int k = 0; k < steps; k++) {
                values[k] = history.values()[best + k % (n - best)].clone();
            }
            return Prediction.of(Rollout.future(history, values));
        }
    }
}
