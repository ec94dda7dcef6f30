package org.separatrix.forecast.gtf;

import org.separatrix.analysis.metrics.PowerSpectrumDistance;
import org.separatrix.analysis.metrics.StateSpaceDivergence;
import org.separatrix.forecast.EchoState;
import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Scaling;
import org.separatrix.forecast.Sindy;
import org.separatrix.forecast.neural.NeuralOde;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.Settings;
import org.separatrix.lab.data.Segment;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The recording of a synthetic heart, the trainings on it and their rivals.
///
/// Every fifth sample of the delay-embedded signal is used. A beat is then 140 rows, so that a
/// window of 200 holds a whole one: at 700 samples a second a window ends before the next beat
/// begins, and the map that is learned comes to rest between two beats.
final class HeartCase {

    /// Samples a row.
    static final int EVERY = 5;

    static final double STEP = (double) EVERY / SyntheticHeart.RATE;

    /// Trainings of the shallow map with several seeds.
    static final List<String> FORCINGS =
            List.of("heart-constant-0.15", "heart-adaptive", "heart-sparse");

    /// Other methods, each once.
    static final List<String> RIVALS =
            List.of(
                    "heart-one-step",
                    "heart-dendritic",
                    "heart-esn",
                    "heart-sindy",
                    "heart-neural-ode",
                    "heart-lstm",
                    "heart-lem");

    private static final int HIDDEN = 100;
    private static final int WINDOW = 200;
    private static final int BINS = 30;
    private static final double SMOOTHING = 20;
    private static final double HELD_OUT = 0.2;

    private final GtfConfig config;
    private final Segment training;
    private final double[][] test;

    HeartCase(GtfConfig config, Seeds seeds) {
        this.config = config;
        int n = config.heartPoints();
        double[][] samples = new SyntheticHeart(seeds.child("heart")).embedded(2 * n * EVERY);
        var rows = new double[2 * n][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = samples[i * EVERY];
        }
        training =
                new Segment(
                        0,
                        STEP,
                        Arrays.copyOf(rows, n),
                        List.of("now", "-10", "-20", "-55", "-68"));
        test = Arrays.copyOfRange(rows, n, 2 * n);
    }

    Segment training() {
        return training;
    }

    double[][] test() {
        return test;
    }

    /// The training that a variant stands for.
    Gtf method(String variant) {
        return switch (variant) {
            case "heart-constant-0.15" -> shallow(Forcing.CONSTANT, 0.15);
            case "heart-adaptive" -> shallow(Forcing.PRODUCT, 1);
            case "heart-one-step" -> shallow(Forcing.CONSTANT, 1);
            // Forced every 200 rows, which is more than a beat: badly chosen on purpose, as the
            // paper's baseline is when nobody knows the time scale.
            case "heart-sparse" -> shallow(Forcing.CONSTANT, 0);
            // Identity forcing: states beside the channels, reset every 25 rows.
            case "heart-dendritic" ->
                    Settings.with(
                            shallow(Forcing.CONSTANT, 0),
                            Map.of(
                                    "map", "DENDRITIC",
                                    "latent", "0",
                                    "extra", "10",
                                    "sequence", "25"));
            default -> throw new IllegalArgumentException("no variant " + variant);
        };
    }

    private Gtf shallow(Forcing forcing, double alpha) {
        var plain =
                new Gtf(
                        HIDDEN,
                        true,
                        WINDOW,
                        config.batch(),
                        config.heartUpdates(),
                        2e-3,
                        1e-4,
                        forcing,
                        alpha,
                        5,
                        0.99,
                        SyntheticHeart.DELAYS.length,
                        1e-5,
                        1e-6);
        return Settings.with(plain, Map.of("clip", "1", "validation", Double.toString(HELD_OUT)));
    }

    /// The rival that is no training by teacher forcing.
    private Forecaster rival(String variant) {
        return switch (variant) {
            case "heart-esn" -> new EchoState(300, 0.9, 1.0, 0.5, 1e-7);
            case "heart-sindy" -> new Sindy(2, 0.01, 0);
            case "heart-neural-ode" -> NeuralOde.DEFAULT;
            case "heart-lstm" -> recurrent(RecurrentRival.CellKind.LSTM);
            case "heart-lem" -> recurrent(RecurrentRival.CellKind.LEM);
            default -> throw new IllegalArgumentException("no variant " + variant);
        };
    }

    /// Sixty-four units and windows of half a beat.
    private RecurrentRival recurrent(RecurrentRival.CellKind kind) {
        int updates = Math.max(1, config.heartUpdates() / 4);
        return new RecurrentRival(kind, 64, 70, config.batch(), updates, 3e-3);
    }

    /// Whether the variant is trained by teacher forcing.
    static boolean forced(String variant) {
        return FORCINGS.contains(variant)
                || variant.equals("heart-one-step")
                || variant.equals("heart-dendritic");
    }

    /// Scores of a rival whose settings were chosen on held-out rows as the checkpoints of the
    /// trainings are.
    Map<String, Double> rivalScores(String variant, Seeds seeds) {
        return Rival.scores(rival(variant), training, test, HELD_OUT, seeds, this::scores);
    }

    /// D_stsp and D_H in units of the training data's deviations; without those that a run that
    /// left the finite numbers does not have.
    Map<String, Double> scores(double[][] truth, double[][] run) {
        var scaling = Scaling.of(List.of(training));
        return measured(scaling.apply(truth), scaling.apply(run));
    }

    static Map<String, Double> measured(double[][] truth, double[][] run) {
        var metrics = new LinkedHashMap<String, Double>();
        metrics.put("divergence", StateSpaceDivergence.binned(truth, run, BINS));
        if (Rival.finite(run)) {
            metrics.put("spectrum", PowerSpectrumDistance.of(truth, run, SMOOTHING));
        }
        metrics.values().removeIf(v -> !Double.isFinite(v));
        return metrics;
    }

    /// Scores of the training recording as if it were a run: the least that can be asked for.
    Map<String, Double> floor() {
        return scores(test, training.values());
    }
}
