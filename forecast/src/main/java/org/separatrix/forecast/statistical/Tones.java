package org.separatrix.forecast.statistical;

import org.separatrix.analysis.spectrum.Fourier;
import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Rollout;
import org.separatrix.lab.Describe;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The strongest tones of the history's discrete Fourier transform, played on. The history is thus
/// one period of what is said.
///
/// @param count number of tones kept a channel, beside the mean
public record Tones(
        @Describe(value = "tones kept a channel, beside the mean", min = 1, max = 100_000)
                int count)
        implements Forecaster {

    @Override
    public String name() {
        return "fft";
    }

    @Override
    public int shortest() {
        return 4;
    }

    @Override
    public List<Forecaster> candidates() {
        return List.of(new Tones(3), new Tones(10), new Tones(30));
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        return new Fitted(count);
    }

    /// @param count number of tones kept
    public record Fitted(int count) implements FittedForecaster {

        @Override
        public int context() {
            return 4;
        }

        @Override
        public Prediction forecast(Segment history, int steps) {
            int n = history.size();
            int d = history.dimension();
            var values = new double[steps][d];
            for (int j = 0; j < d; j++) {
                double[] spectrum = Fourier.transform(history.column(j));
                int[] strongest =
                        IntStream.rangeClosed(1, n / 2)
                                .boxed()
                                .sorted(
                                        Comparator.comparingDouble((Integer f) ->
                                                -Math.hypot(spectrum[2 * f], spectrum[2 * f + 1])))
                                .limit(count)
                                .mapToInt(Integer::intValue)
                                .toArray();
                for (int k = 0; k < steps; k++) {
                    double sum = spectrum[0] / n;
                    for (int f : strongest) {
                        // The product is reduced first: the phase of a late step stays exact.
                        double phase = 2 * Math.PI * ((long) f * (n + k) % n) / n;
                        double pair = 2 * f == n ? 1 : 2;
                        sum +=
                                pair
                                        / n
                                        * (spectrum[2 * f] * Math.cos(phase)
                                                - spectrum[2 * f + 1] * Math.sin(phase));
                    }
                    values[k][j] = sum;
                }
            }
            return Prediction.of(Rollout.future(history, values));
        }
    }
}
