package org.separatrix.forecast.bench;

import org.separatrix.lab.Describe;

import java.util.List;

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
                double noise) {

    /// What `separatrix bench` does without options.
    public static final BenchConfig DEFAULT =
            new BenchConfig(
                    List.of("Lorenz", "Rossler", "Halvorsen", "Thomas", "Chua", "Lorenz84"),
                    List.of(
                            "naive",
                            "mean",
                            "seasonal-naive",
                            "linear",
                            "holt-winters",
                            "theta",
                            "nvar",
                            "esn",
                            "analogue",
                            "gp",
                            "sindy",
                            "oracle"),
                    60,
                    15,
                    10,
                    3,
                    true,
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
                    0);

    public BenchConfig {
        systems = List.copyOf(systems);
        models = List.copyOf(models);
    }

    /// Everything that changes a cell's result besides system, model and seed.
    String setting() {
        return "points=%d history=%d horizon=%d tuned=%s noise=%s"
                .formatted(pointsPerPeriod, historyPeriods, horizonPeriods, tuned, noise);
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
