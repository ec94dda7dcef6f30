package org.separatrix.forecast.tournament;

import org.separatrix.analysis.clustering.KMeans;
import org.separatrix.analysis.metrics.ForecastMetric;
import org.separatrix.analysis.metrics.StateSpaceDivergence;
import org.separatrix.analysis.statistics.BootstrapInterval;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.Seeds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// Tables and pictures of the experiment.
final class TournamentPictures {

    private static final int SHOWN = 6;
    private static final int MULTIPLES = 4;
    private static final int FAMILIES = 3;
    private static final int CLIMATE_ROWS = 400;
    private static final int CLIMATE_CHANNELS = 5;
    private static final double LEVEL = 0.95;
    private static final int DRAWS = 1000;

    private final TournamentConfig config;
    private final Map<String, Standings> parts;
    private final Standings main;
    private final MetricAgreement agreement;
    private final Seeds seeds;
    private final List<String> ranked;

    TournamentPictures(
            TournamentConfig config,
            Map<String, Standings> parts,
            MetricAgreement agreement,
            Seeds seeds) {
        this.config = config;
        this.parts = parts;
        this.main = Objects.requireNonNull(parts.get("main"));
        this.agreement = agreement;
        this.seeds = seeds;
        this.ranked = main.ranked(Scored::shortSmape);
    }

    List<Report.Section> sections() {
        return List.of(
                new Report.Section("League table", List.of(league(), metricRanks())),
                new Report.Section("How errors grow", List.of(growth(), lyapunovGrowth())),
                new Report.Section("Forecasts", multiples()),
                new Report.Section("Skill and chaos", chaos()),
                new Report.Section(
                        "Length of the history",
                        List.of(
                                sweep(
                                        "length",
                                        "Error against the length of the history",
                                        "rows"))),
                new Report.Section(
                        "Noise and granularity",
                        List.of(
                                sweep("noise", "Error against noise", "noise, deviations"),
                                sweep("points", "Error against granularity", "samples a period"))),
                new Report.Section("Cost", List.of(cost(), frontier())),
                new Report.Section("Do the metrics agree?", metrics()),
                new Report.Section("Families of systems", List.of(skills(), families())));
    }

    private Block league() {
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
                            number(main.median(model, Scored::validTimes)),
                            number(main.median(model, Scored::validSmapeTimes)),
                            number(main.median(model, s -> s.smape()[s.smape().length - 1])),
                            number(main.median(model, TournamentPictures::climate)),
                            number(main.median(model, s -> s.trial().result().seconds()))));
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

    private static String number(double value) {
        return Double.isNaN(value) ? "–" : Claim.number(value);
    }

    /// Place of each model by each metric.
    private Block metricRanks() {
        var names = agreement.names();
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

    private Block growth() {
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
                                DRAWS / 10,
                                seeds.of("growth " + model, h));
                median[h] = interval.median();
                low[h] = interval.low();
                high[h] = interval.high();
            }
            series.add(Block.Series.of(model, periods, median));
            if (model.equals(ranked.getFirst())) {
                series.add(new Block.Series(model + ", 95 % below", periods, high, true));
                series.add(new Block.Series(model + ", 95 % above", periods, low, true));
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
    private Block lyapunovGrowth() {
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

    private List<Block> multiples() {
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

    private List<Block> chaos() {
        String best = ranked.getFirst();
        String median = ranked.get(ranked.size() / 2);
        int shortRows = config.shortRows();
        double[] growth = main.systems().stream().mapToDouble(Invariant.LYAPUNOV::of).toArray();
        var scatter =
                new Block.Scatter(
                        "Error over two periods against chaos",
                        Block.Axes.linear("lambda_1 T", "sMAPE"),
                        List.of(
                                Block.Series.of(
                                        best, growth, main.perSystem(best, Scored::shortSmape)),
                                Block.Series.of(
                                        median,
                                        growth,
                                        main.perSystem(median, Scored::shortSmape))));
        int period = config.pointsPerPeriod();
        var rows = new ArrayList<List<String>>();
        for (var invariant : Invariant.values()) {
            rows.add(
                    List.of(
                            invariant.label(),
                            rho(best, period, invariant),
                            rho(best, shortRows, invariant),
                            rho(best, period * config.horizonPeriods(), invariant),
                            rho(median, shortRows, invariant)));
        }
        return List.of(
                scatter,
                new Block.Table(
                        "Spearman correlation of sMAPE with invariants over systems",
                        List.of(
                                "invariant",
                                best + ", one period",
                                best + ", two periods",
                                best + ", whole horizon",
                                median + " (the median model), two periods"),
                        rows));
    }

    private String rho(String model, int rows, Invariant invariant) {
        return number(TournamentReport.correlation(main, model, rows, invariant));
    }

    private Block sweep(String kind, String title, String axis) {
        var sweep = TournamentExperiment.sweep(parts, kind);
        double[] x = sweep.keySet().stream().mapToDouble(Double::doubleValue).sorted().toArray();
        var series = new ArrayList<Block.Series>();
        for (String model : sweep.values().iterator().next().models()) {
            double[] y =
                    Arrays.stream(x)
                            .map(v ->
                                    Objects.requireNonNull(sweep.get(v))
                                            .median(model, Scored::shortSmape))
                            .toArray();
            series.add(Block.Series.of(model, x, y));
        }
        return new Block.LinePlot(
                title,
                Block.Axes.linear(axis, "sMAPE over two periods, median over systems"),
                series,
                List.of());
    }

    private Block cost() {
        var series = new ArrayList<Block.Series>();
        for (String model : ranked) {
            series.add(
                    Block.Series.of(
                            model,
                            new double[] {seconds(model)},
                            new double[] {main.median(model, Scored::shortSmape)}));
        }
        return new Block.Scatter(
                "Error against cost",
                new Block.Axes("seconds, with choice of settings", "sMAPE", true, false),
                series);
    }

    private double seconds(String model) {
        return Math.max(1e-4, main.median(model, s -> s.trial().result().seconds()));
    }

    /// Models that no other beats in both time and error.
    private Block frontier() {
        var rows = new ArrayList<List<String>>();
        double fastest = Double.POSITIVE_INFINITY;
        for (String model : ranked) {
            double seconds = seconds(model);
            if (seconds < fastest) {
                fastest = seconds;
                rows.add(
                        List.of(
                                model,
                                Claim.number(main.median(model, Scored::shortSmape)),
                                Claim.number(seconds)));
            }
        }
        return new Block.Table(
                "Pareto front", List.of("model", "sMAPE, two periods", "seconds"), rows);
    }

    private List<Block> metrics() {
        var rows = new ArrayList<List<String>>();
        double sum = 0;
        for (int k = 0; k < Math.min(4, agreement.shares().length); k++) {
            sum += agreement.shares()[k];
            rows.add(List.of(Integer.toString(k + 1), number(agreement.shares()[k]), number(sum)));
        }
        return List.of(
                new Block.HeatMap(
                        "Spearman correlation of the metrics, worse forecasts higher",
                        agreement.names(),
                        agreement.names(),
                        agreement.correlations()),
                new Block.Table(
                        "Principal components of the ranks",
                        List.of("component", "part of the variance", "together"),
                        rows));
    }

    private Block skills() {
        return new Block.HeatMap("sMAPE over two periods", ranked, main.systems(), skillRows());
    }

    /// sMAPE of each model, system by system.
    private double[][] skillRows() {
        var rows = new double[main.systems().size()][ranked.size()];
        for (int m = 0; m < ranked.size(); m++) {
            double[] column = main.perSystem(ranked.get(m), Scored::shortSmape);
            for (int s = 0; s < rows.length; s++) {
                rows[s][m] = column[s];
            }
        }
        return rows;
    }

    /// Systems on which the same models do well.
    private Block families() {
        var systems = main.systems();
        var rows = new ArrayList<List<String>>();
        if (systems.size() > FAMILIES) {
            var clusters = KMeans.of(skillRows(), FAMILIES, seeds.of("families"));
            for (int c = 0; c < FAMILIES; c++) {
                int family = c;
                var members =
                        IntStream.range(0, systems.size())
                                .filter(i -> clusters.labels()[i] == family)
                                .mapToObj(systems::get)
                                .toList();
                double mean = Arrays.stream(clusters.centres()[c]).average().orElseThrow();
                rows.add(List.of(String.join(", ", members), Claim.number(mean)));
            }
        }
        return new Block.Table(
                "k-means of the rows above", List.of("systems", "mean sMAPE of all models"), rows);
    }
}
