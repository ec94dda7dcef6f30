package org.separatrix.forecast.tournament;

import org.separatrix.analysis.metrics.ForecastMetric;
import org.separatrix.analysis.metrics.StateSpaceDivergence;
import org.separatrix.analysis.statistics.BootstrapInterval;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Seeds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The league table, how errors grow, and forecasts of the best models.
///
/// @param ranked models from the least median error of the short forecast to the largest
record LeaguePictures(TournamentConfig config, Standings main, List<String> ranked, Seeds seeds) {

    private static final int SHOWN = 6;
    private static final int MULTIPLES = 4;
    private static final int CLIMATE_ROWS = 400;
    private static final int CLIMATE_CHANNELS = 5;
    private static final double LEVEL = 0.95;
    private static final int DRAWS = 1000;

    Block league() {
        var rows = new ArrayList<List<String>>();
        for (String model : ranked) {
            var interval =
                    BootstrapInterval.ofMedian(
                            main.perSystem(model, Scored::shortSmape),
                            LEVEL,
                            DRAWS,
                            seeds.of("bootstrap " + model));
            rows.add(
                    List.of(
                            Integer.toString(rows.size() + 1),
                            model,
                            Claim.number(interval.median()),
                            Claim.number(interval.low()) + " to " + Claim.number(interval.high()),
                            TournamentPictures.number(main.median(model, Scored::validTimes)),
                            TournamentPictures.number(main.median(model, Scored::validSmapeTimes)),
                            TournamentPictures.number(
                                    main.median(model, s -> s.smape()[s.smape().length - 1])),
                            TournamentPictures.number(main.median(model, LeaguePictures::climate)),
                            TournamentPictures.number(
                                    main.median(model, s -> s.trial().result().seconds()))));
        }
        return new Block.Table(
                "Medians over systems, best first",
                List.of(
                        "place",
                        "model",
                        "sMAPE, two periods",
                        "95 % of bootstraps",
                        "valid Lyapunov times (error 0.5)",
                        "valid Lyapunov times (sMAPE 30)",
                        "sMAPE, whole horizon",
                        "D_stsp of the second half",
                        "seconds, with choice of settings"),
                rows);
    }

    /// Whether the late forecast still lives on the attractor: divergence of the clouds of states
    /// over the second half of the horizon; NaN if that is too short, or the forecast is not
    /// finite.
    private static double climate(Scored scored) {
        var truth = scored.trial().truth().values();
        var forecast = scored.trial().forecast();
        int n = truth.length;
        if (forecast.length != n
                || n < CLIMATE_ROWS
                || truth[0].length > CLIMATE_CHANNELS
                || !Arrays.stream(forecast)
                        .allMatch(row -> Arrays.stream(row).allMatch(Double::isFinite))) {
            return Double.NaN;
        }
        int bins = Math.clamp((int) Math.pow(n / 2.0, 1.0 / truth[0].length), 3, 30);
        return StateSpaceDivergence.binned(
                Arrays.copyOfRange(truth, n / 2, n), Arrays.copyOfRange(forecast, n / 2, n), bins);
    }

    /// Place of each model by each metric.
    Block metricRanks(List<String> names) {
        var values = new double[ranked.size()][names.size()];
        for (int k = 0; k < names.size(); k++) {
            var metric = ForecastMetric.of(names.get(k));
            double sign = metric.higherIsBetter() ? -1 : 1;
            var order =
                    main.ranked(s -> {
                        double value = s.metrics().getOrDefault(metric.id(), Double.NaN);
                        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : sign * value;
                    });
            for (int m = 0; m < ranked.size(); m++) {
                values[m][k] = order.indexOf(ranked.get(m)) + 1;
            }
        }
        return new Block.HeatMap("Place by each metric", names, ranked, values);
    }

    Block growth() {
        double[] periods =
                IntStream.rangeClosed(1, config.horizonPeriods() * config.pointsPerPeriod())
                        .mapToDouble(h -> (double) h / config.pointsPerPeriod())
                        .toArray();
        var series = new ArrayList<Block.Series>();
        for (String model : shown()) {
            var median = new double[periods.length];
            var low = new double[periods.length];
            var high = new double[periods.length];
            for (int h = 0; h < periods.length; h++) {
                int row = h;
                var interval =
                        BootstrapInterval.ofMedian(
                                main.perSystem(model, s -> s.smape()[row]),
                                LEVEL,
                                DRAWS,
                                // The same draws of systems at every horizon, or the band would
                                // jump.
                                seeds.of("growth " + model));
                median[h] = interval.median();
                low[h] = interval.low();
                high[h] = interval.high();
            }
            series.add(Block.Series.of(model, periods, median));
            if (model.equals(ranked.getFirst())) {
                series.add(new Block.Series("95 % of bootstraps, high", periods, high, true));
                series.add(new Block.Series("low", periods, low, true));
            }
        }
        return new Block.LinePlot(
                "sMAPE up to a horizon, median over systems",
                Block.Axes.linear("periods", "sMAPE"),
                series,
                List.of());
    }

    /// The best models, the best naive one, and the true equations.
    private List<String> shown() {
        var shown = new ArrayList<>(ranked.subList(0, Math.min(SHOWN, ranked.size())));
        ranked.stream()
                .filter(List.of("naive", "mean", "drift")::contains)
                .findFirst()
                .filter(m -> !shown.contains(m))
                .ifPresent(shown::add);
        if (config.models().contains("oracle")) {
            shown.add("oracle");
        }
        return shown;
    }

    /// The best model on each system over Lyapunov times.
    Block lyapunovGrowth() {
        var series = new ArrayList<Block.Series>();
        for (String system : main.systems()) {
            for (var scored : main.of(system, ranked.getFirst())) {
                double exponent = scored.trial().exponent();
                if (exponent > 0 && scored.trial().repeat() == 0) {
                    double unit = scored.trial().truth().step() * exponent;
                    double[] times =
                            IntStream.rangeClosed(1, scored.smape().length)
                                    .mapToDouble(h -> h * unit)
                                    .toArray();
                    series.add(Block.Series.of(system, times, scored.smape()));
                }
            }
        }
        return new Block.LinePlot(
                "sMAPE of %s on each system".formatted(ranked.getFirst()),
                Block.Axes.linear("Lyapunov times", "sMAPE"),
                series,
                List.of());
    }

    List<Block> multiples() {
        var blocks = new ArrayList<Block>();
        for (String system :
                main.systems().subList(0, Math.min(MULTIPLES, main.systems().size()))) {
            var truth = main.of(system, ranked.getFirst()).getFirst().trial().truth();
            double[] times =
                    IntStream.range(0, truth.size())
                            .mapToDouble(i -> (i + 1.0) / config.pointsPerPeriod())
                            .toArray();
            var series = new ArrayList<Block.Series>();
            series.add(new Block.Series("truth", times, truth.column(0), true));
            for (String model : ranked.subList(0, Math.min(3, ranked.size()))) {
                var trial = main.of(system, model).getFirst().trial();
                if (trial.forecast().length == times.length) {
                    double[] values =
                            Arrays.stream(trial.forecast()).mapToDouble(r -> r[0]).toArray();
                    series.add(Block.Series.of(model, times, values));
                }
            }
            blocks.add(
                    new Block.LinePlot(
                            "%s: the three best models".formatted(system),
                            Block.Axes.linear("periods", truth.names().getFirst()),
                            series,
                            List.of()));
        }
        return blocks;
    }
}
