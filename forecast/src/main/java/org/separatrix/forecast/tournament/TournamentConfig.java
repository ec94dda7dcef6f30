package org.separatrix.forecast.tournament;

import org.separatrix.forecast.bench.BenchConfig;
import org.separatrix.lab.Describe;
import org.separatrix.lab.LabException;

import java.util.List;
import java.util.stream.IntStream;

/// Settings of the experiment.
///
/// @param systems systems of the tournament, of which the sweeps take the first
/// @param models forecasters of the tournament
/// @param scale size of the models
/// @param tries settings that a slow model may try; 0 for all
/// @param pointsPerPeriod samples a dominant period
/// @param historyPeriods periods a model is fitted on
/// @param horizonPeriods periods it forecasts; the short forecast is the first two
/// @param repeats trajectories a system
/// @param sweepSystems how many systems the sweeps take
/// @param dataModels forecasters of the sweep over the length of the history
/// @param dataLengths number of lengths, from the whole history to a tenth of it
/// @param noiseModels forecasters of the sweeps over noise and granularity
/// @param noiseLevels observation noise, in standard deviations
/// @param granularities samples a period
/// @param starts starts of the perfect model and of NVAR on Lorenz
public record TournamentConfig(
        @Describe("systems of the tournament") List<String> systems,
        @Describe("forecasters of the tournament") List<String> models,
        @Describe("size of the models: COARSE for minutes, PAPER as published")
                BenchConfig.Scale scale,
        @Describe(value = "settings a slow model may try, 0 for all", min = 0, max = 1000)
                int tries,
        @Describe(value = "samples a dominant period", min = 4, max = 1000) int pointsPerPeriod,
        @Describe(value = "periods a model is fitted on", min = 5, max = 10_000) int historyPeriods,
        @Describe(value = "periods it forecasts", min = 2, max = 1000) int horizonPeriods,
        @Describe(value = "trajectories a system", min = 1, max = 100) int repeats,
        @Describe(value = "systems of the sweeps", min = 1, max = 1000) int sweepSystems,
        @Describe("forecasters of the sweep over lengths") List<String> dataModels,
        @Describe(value = "lengths of the history", min = 2, max = 100) int dataLengths,
        @Describe("forecasters of the sweeps over noise and granularity") List<String> noiseModels,
        @Describe("observation noise, in standard deviations") List<Double> noiseLevels,
        @Describe("samples a period in the sweep over granularity") List<Integer> granularities,
        @Describe(value = "starts of the perfect model and of NVAR", min = 3, max = 10_000)
                int starts) {

    /// Periods of the short forecast.
    static final int SHORT_PERIODS = 2;

    public TournamentConfig {
        systems = List.copyOf(systems);
        models = List.copyOf(models);
        dataModels = List.copyOf(dataModels);
        noiseModels = List.copyOf(noiseModels);
        noiseLevels = List.copyOf(noiseLevels);
        granularities = List.copyOf(granularities);
        if (systems.isEmpty()) {
            throw new LabException("systems must name at least one system");
        }
    }

    /// Rows of the short forecast.
    int shortRows() {
        return SHORT_PERIODS * pointsPerPeriod;
    }

    /// Systems of the sweeps.
    List<String> swept() {
        return systems.subList(0, Math.min(sweepSystems, systems.size()));
    }

    /// Lengths of history of the sweep, longest first: what stays when evenly spaced numbers of
    /// rows, up to 89.9 % of them, are cut off at the front.
    List<Integer> lengths() {
        int rows = historyPeriods * pointsPerPeriod;
        return IntStream.range(0, dataLengths)
                .mapToObj(i -> rows - (int) (i * (0.899 * rows) / (dataLengths - 1)))
                .toList();
    }

    /// The tournament proper.
    BenchConfig main() {
        return bench(systems, models, pointsPerPeriod, horizonPeriods, repeats, tries, 0, 0);
    }

    /// Where the tournament saves time, slow models take the middle of their list in the sweeps.
    private int sweepTries() {
        return tries > 0 ? 1 : 0;
    }

    /// The sweep over lengths, at one of them.
    BenchConfig ofLength(int rows) {
        return bench(swept(), dataModels, pointsPerPeriod, SHORT_PERIODS, 1, sweepTries(), 0, rows);
    }

    /// The sweep over noise, at one level.
    BenchConfig ofNoise(double noise) {
        return bench(
                swept(), noiseModels, pointsPerPeriod, SHORT_PERIODS, 1, sweepTries(), noise, 0);
    }

    /// The sweep over granularity, at one.
    BenchConfig ofGranularity(int points) {
        return bench(swept(), noiseModels, points, SHORT_PERIODS, 1, sweepTries(), 0, 0);
    }

    private BenchConfig bench(
            List<String> someSystems,
            List<String> someModels,
            int points,
            int horizon,
            int trajectories,
            int slowTries,
            double noise,
            int keptRows) {
        return new BenchConfig(
                someSystems,
                someModels,
                points,
                historyPeriods,
                horizon,
                trajectories,
                true,
                noise,
                scale,
                0,
                BenchConfig.Validation.ONE_SPLIT,
                slowTries,
                keptRows);
    }
}
