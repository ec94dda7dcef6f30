package org.separatrix.forecast.gtf;

import org.separatrix.analysis.metrics.PowerSpectrumDistance;
import org.separatrix.analysis.metrics.StateSpaceDivergence;
import org.separatrix.forecast.EchoState;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.Settings;
import org.separatrix.lab.data.Segment;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// The recording of a synthetic brain, 64 channels behind 16 states, and the rivals on it.
final class BrainCase {

    static final String SYSTEM = "brain";
    static final String FORCED = "brain-constant-0.1";
    static final List<String> VARIANTS = List.of(FORCED, "brain-esn", "brain-lstm");

    /// Half a minute to learn from and half a minute to be measured on.
    private static final int ROWS = 30 * SyntheticBrain.RATE;

    private static final int STATES = 16;
    private static final int HIDDEN = 128;
    private static final int WINDOW = 50;
    private static final int SAMPLES = 1000;
    private static final double SMOOTHING = 20;
    private static final double HELD_OUT = 0.2;

    private final GtfConfig config;
    private final Segment training;
    private final double[][] test;

    BrainCase(GtfConfig config, Seeds seeds) {
        this.config = config;
        double[][] rows = new SyntheticBrain(seeds.child("brain")).recording(2 * ROWS);
        var names = IntStream.range(0, SyntheticBrain.ELECTRODES).mapToObj(e -> "e" + e).toList();
        training = new Segment(0, 1.0 / SyntheticBrain.RATE, Arrays.copyOf(rows, ROWS), names);
        test = Arrays.copyOfRange(rows, ROWS, 2 * ROWS);
    }

    Segment training() {
        return training;
    }

    double[][] test() {
        return test;
    }

    /// The paper's setting with a quarter of its hidden units.
    Gtf method() {
        var plain =
                new Gtf(
                        HIDDEN,
                        true,
                        WINDOW,
                        config.batch(),
                        Math.max(1, config.heartUpdates() / 2),
                        1e-3,
                        1e-4,
                        Forcing.CONSTANT,
                        0.1,
                        5,
                        0.999,
                        STATES,
                        1e-4,
                        1e-6);
        return Settings.with(plain, Map.of("validation", Double.toString(HELD_OUT)));
    }

    Map<String, Double> rivalScores(String variant, Seeds seeds) {
        Forecaster rival =
                switch (variant) {
                    case "brain-esn" -> new EchoState(300, 0.9, 1.0, 0.5, 1e-7);
                    case "brain-lstm" ->
                            new RecurrentRival(
                                    RecurrentRival.CellKind.LSTM,
                                    64,
                                    WINDOW,
                                    config.batch(),
                                    Math.max(1, config.heartUpdates() / 4),
                                    3e-3);
                    default -> throw new IllegalArgumentException("no variant " + variant);
                };
        return Rival.scores(rival, training, test, HELD_OUT, seeds, this::scores);
    }

    private Map<String, Double> scores(double[][] truth, double[][] run) {
        var scaling = Scaling.of(List.of(training));
        return measured(scaling.apply(truth), scaling.apply(run));
    }

    /// D_stsp by mixtures of Gaussians of variance 1, and D_H.
    static Map<String, Double> measured(double[][] truth, double[][] run) {
        var metrics = new LinkedHashMap<String, Double>();
        metrics.put(
                "divergence",
                StateSpaceDivergence.mixture(truth, run, 1, SAMPLES, new SplittableRandom(7)));
        if (Rival.finite(run)) {
            metrics.put("spectrum", PowerSpectrumDistance.of(truth, run, SMOOTHING));
        }
        metrics.values().removeIf(v -> !Double.isFinite(v));
        return metrics;
    }

    /// Scores of the training recording as if it were a run.
    Map<String, Double> floor() {
        return scores(test, training.values());
    }
}
