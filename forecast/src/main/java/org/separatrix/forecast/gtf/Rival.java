package org.separatrix.forecast.gtf;

import org.separatrix.forecast.FittedForecaster;
import org.separatrix.forecast.Forecaster;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A forecaster that runs beside the trainings of the experiment, with the same data and the same
/// choice on held-out rows.
final class Rival {

    /// Rows from which a run takes its start.
    private static final int HISTORY = 200;

    private Rival() {}

    /// Scores of a run.
    interface Measure {

        /// @return by name, `divergence` among them; without those that a run that left the finite
        ///   numbers does not have
        Map<String, Double> of(double[][] truth, double[][] run);
    }

    /// Whether a run stayed within the finite numbers: otherwise it has no spectrum.
    static boolean finite(double[][] run) {
        return Arrays.stream(run).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
    }

    /// Fits `rival` at the settings, among its candidates, whose run is most like the end of the
    /// training recording, and scores its run beside the test recording.
    ///
    /// @param heldOut share of the recording that chooses
    static Map<String, Double> scores(
            Forecaster rival,
            Segment training,
            double[][] test,
            double heldOut,
            Seeds seeds,
            Measure measure) {
        int cut = (int) ((1 - heldOut) * training.size());
        var early = training.slice(0, cut);
        double[][] held = training.slice(cut, training.size()).values();
        var candidates = rival.candidates();
        var chosen = candidates.getFirst();
        double least = Double.POSITIVE_INFINITY;
        for (var candidate : candidates.size() == 1 ? List.<Forecaster>of() : candidates) {
            double[][] run = continued(candidate.fit(List.of(early), seeds), early, held);
            double score =
                    measure.of(held, run).getOrDefault("divergence", Double.POSITIVE_INFINITY);
            if (score < least) {
                least = score;
                chosen = candidate;
            }
        }
        double[][] run = continued(chosen.fit(List.of(training), seeds), training, test);
        return measure.of(test, run);
    }

    /// The run from the end of `before`, without its first fifth.
    private static double[][] continued(FittedForecaster fitted, Segment before, double[][] truth) {
        int n = truth.length;
        var history = before.slice(before.size() - HISTORY, before.size());
        double[][] run = fitted.forecast(history, n + n / 4).mean().values();
        return Arrays.copyOfRange(run, n / 4, run.length);
    }
}
