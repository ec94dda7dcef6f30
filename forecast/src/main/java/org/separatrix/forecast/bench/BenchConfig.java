package org.separatrix.forecast.bench;

import org.separatrix.forecast.Forecaster;
import org.separatrix.forecast.Forecasters;
import org.separatrix.forecast.Tuning;
import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/// Settings of a comparison of forecasters.
///
/// @param systems catalogue names
/// @param models names of forecasters; `oracle` is the true system with a small error in its start
/// @param pointsPerPeriod samples a dominant period
/// @param historyPeriods periods that a model is fitted on
/// @param horizonPeriods periods that it forecasts
/// @param repeats independent trajectories a system
/// @param tuned whether settings are chosen by validation on a training trajectory first
/// @param noise standard deviation of observation noise, in units of each channel's deviation
/// @param scale size of the models
/// @param limitSeconds after which a cell counts as failed; 0 for no limit
/// @param validation how settings are chosen on the training trajectory
/// @param tries settings that a slow model may try; 0 for all
/// @param keptRows rows of the history that a model is given, the last ones; 0 for all
public record BenchConfig(
        @Describe("systems of the catalogue") List<String> systems,
        @Describe("forecasters; 'oracle' is the true system started with an error of 0.1 %")
                List<String> models,
        @Describe(value = "samples a dominant period", min = 4, max = 1000) int pointsPerPeriod,
        @Describe(value = "periods a model is fitted on", min = 2, max = 10_000) int historyPeriods,
        @Describe(value = "periods it forecasts", min = 1, max = 1000) int horizonPeriods,
        @Describe(value = "independent trajectories a system", min = 1, max = 100) int repeats,
        @Describe("choose settings by validation on a separate trajectory") boolean tuned,
        @Describe(value = "observation noise, in standard deviations", min = 0, max = 10)
                double noise,
        @Describe(
                        "size of the models: COARSE for minutes, PAPER as published, which may take"
                                + " hours")
                Scale scale,
        @Describe(
                        value = "seconds after which a cell counts as failed, 0 for no limit",
                        min = 0,
                        max = 1e6)
                double limitSeconds,
        @Describe(
                        "how settings are chosen: ROLLING from several origins, or ONE_SPLIT by the"
                                + " sMAPE of the two periods after the history, as Gilpin does")
                Validation validation,
        @Describe(
                        value = "settings a slow model may try, spread over its list; 0 for all",
                        min = 0,
                        max = 1000)
                int tries,
        @Describe(
                        value = "rows of the history a model is given, the last ones; 0 for all",
                        min = 0,
                        max = 10_000_000)
                int keptRows)
        implements Serializable {

    /// How settings are chosen on the training trajectory.
    public enum Validation {
        /// By the error from several origins: [Tuning#choose].
        ROLLING,
        /// By the sMAPE of two periods after the history: [Tuning#oneSplit].
        ONE_SPLIT
    }

    /// Size of the models.
    public enum Scale {
        /// As the forecasters come, which is small where the published size is slow.
        COARSE,
        /// As published: [Forecaster#paper].
        PAPER;

        Forecaster of(String model) {
            var forecaster = Forecasters.named(model);
            return this == PAPER ? forecaster.paper() : forecaster;
        }
    }

    /// What `separatrix bench` does without options: forecasters whose cell takes less than three
    /// seconds, settings chosen.
    public static final BenchConfig DEFAULT =
            new BenchConfig(
                    List.of("Lorenz", "Rossler", "Halvorsen", "Thomas", "Chua", "Lorenz84"),
                    List.of(
                            "naive",
                            "mean",
                            "drift",
                            "seasonal-naive",
                            "linear",
                            "arima",
                            "auto-arima",
                            "holt-winters",
                            "theta",
                            "four-theta",
                            "decomposition",
                            "fft",
                            "kalman",
                            "nvar",
                            "esn",
                            "analogue",
                            "parrot",
                            "gp",
                            "sindy",
                            "oracle"),
                    60,
                    15,
                    10,
                    3,
                    true,
                    0,
                    Scale.COARSE,
                    0);

    /// Systems that the published comparisons show first, one with a delay.
    public static final List<String> TWELVE =
            List.of(
                    "Lorenz",
                    "Rossler",
                    "Thomas",
                    "Halvorsen",
                    "Chua",
                    "SprottB",
                    "Aizawa",
                    "Arneodo",
                    "HenonHeiles",
                    "Lorenz84",
                    "HyperRossler",
                    "MackeyGlass");

    /// What `separatrix bench --all` does: every forecaster on twenty systems; slow ones try two
    /// settings.
    public static final BenchConfig ALL =
            new BenchConfig(
                    Stream.concat(
                                    TWELVE.stream(),
                                    Stream.of(
                                            "Lorenz96",
                                            "Hopfield",
                                            "Hadley",
                                            "DoublePendulum",
                                            "GenesioTesi",
                                            "Dadras",
                                            "Finance",
                                            "HindmarshRose"))
                            .toList(),
                    every(),
                    60,
                    15,
                    10,
                    1,
                    true,
                    0,
                    Scale.COARSE,
                    0,
                    Validation.ROLLING,
                    2,
                    0);

    /// The same comparison at its smallest, to see that everything works.
    public static final BenchConfig SMALLEST =
            new BenchConfig(
                    List.of("Lorenz", "Rossler"),
                    List.of(
                            "naive",
                            "seasonal-naive",
                            "linear",
                            "nvar",
                            "esn",
                            "analogue",
                            "gp",
                            "sindy"),
                    40,
                    10,
                    3,
                    1,
                    false,
                    0,
                    Scale.COARSE,
                    0);

    /// All forecasters but the slow ones, and the oracle.
    private static List<String> every() {
        return Stream.concat(Forecasters.all().stream().map(Forecaster::name), Stream.of("oracle"))
                .toList();
    }

    public BenchConfig {
        systems = List.copyOf(systems);
        models = List.copyOf(models);
        if (keptRows > historyPeriods * pointsPerPeriod) {
            throw new LabException(
                    "keptRows must be at most the %d rows of the history, got %d"
                            .formatted(historyPeriods * pointsPerPeriod, keptRows));
        }
    }

    /// A comparison that chooses settings from rolling origins and gives models all of the history.
    public BenchConfig(
            List<String> systems,
            List<String> models,
            int pointsPerPeriod,
            int historyPeriods,
            int horizonPeriods,
            int repeats,
            boolean tuned,
            double noise,
            Scale scale,
            double limitSeconds) {
        this(
                systems,
                models,
                pointsPerPeriod,
                historyPeriods,
                horizonPeriods,
                repeats,
                tuned,
                noise,
                scale,
                limitSeconds,
                Validation.ROLLING,
                0,
                0);
    }

    /// Everything that changes the data and the draws of a cell besides system, model and seed.
    String data() {
        return "points=%d history=%d horizon=%d tuned=%s noise=%s"
                .formatted(pointsPerPeriod, historyPeriods, horizonPeriods, tuned, noise);
    }

    /// What else changes a cell's result.
    String treatment() {
        return "scores=%d scale=%s%s%s%s%s"
                .formatted(
                        Scores.VERSION,
                        scale,
                        limitSeconds > 0 ? " limit=" + limitSeconds : "",
                        validation == Validation.ROLLING ? "" : " validation=" + validation,
                        tries > 0 ? " tries=" + tries : "",
                        keptRows > 0 ? " kept=" + keptRows : "");
    }

    /// Rows of history.
    int history() {
        return historyPeriods * pointsPerPeriod;
    }

    /// Rows of forecast.
    int horizon() {
        return horizonPeriods * pointsPerPeriod;
    }
}
