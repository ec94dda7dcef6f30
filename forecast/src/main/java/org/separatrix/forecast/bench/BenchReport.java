package org.separatrix.forecast.bench;

import org.separatrix.analysis.metrics.ForecastMetrics;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.ReportJson;
import org.separatrix.lab.bench.CellResult;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The leaderboard and the pictures of a comparison.
final class BenchReport {

    private static final int SHOWN_MODELS = 3;
    private static final int ATTRACTOR_POINTS = 1500;

    private final BenchConfig config;
    private final List<String> models;
    private final List<String> systems;
    private final int repeats;
    private final BenchTask.Subjects subjects;
    private final Map<String, CellResult> byKey = new HashMap<>();
    private final boolean lyapunov;

    BenchReport(
            BenchConfig config,
            List<String> models,
            List<String> systems,
            int repeats,
            BenchTask.Subjects subjects,
            List<CellResult> results) {
        this.config = config;
        this.models = models;
        this.systems = systems;
        this.repeats = repeats;
        this.subjects = subjects;
        for (var result : results) {
            var cell = result.cell();
            byKey.put(cell.system() + "|" + cell.model() + "|" + cell.seed(), result);
        }
        this.lyapunov =
                results.stream().anyMatch(r -> r.metrics().containsKey("validLyapunovTimes"));
    }

    Report build() {
        var ranking = ranking();
        String best =
                ranking.stream()
                        .filter(m -> !m.equals("oracle"))
                        .findFirst()
                        .orElse(ranking.getFirst());
        var report =
                Report.titled("Forecasters compared")
                        .summary(
                                "%d models on %d %s, %d %s each. Longest useful forecasts: %s, %s %s in the median."
                                        .formatted(
                                                models.size(),
                                                systems.size(),
                                                systems.size() == 1 ? "system" : "systems",
                                                repeats,
                                                repeats == 1 ? "forecast" : "forecasts",
                                                best,
                                                Claim.number(median(best, validity())),
                                                lyapunov ? "Lyapunov times" : "periods"));
        report.section("Leaderboard", leaderboard(ranking));
        report.section("Where each model is good", heat(ranking));
        for (String system : systems) {
            report.section(system, pictures(system, ranking));
        }
        report.section("How to read this", explanation());
        return report.build();
    }

    private String validity() {
        return lyapunov ? "validLyapunovTimes" : "validPeriods";
    }

    /// Models by falling median valid time, then by rising sMAPE.
    private List<String> ranking() {
        return models.stream()
                .sorted(
                        Comparator.comparingDouble((String m) -> -orZero(median(m, validity())))
                                .thenComparingDouble(m -> orLarge(median(m, "smape"))))
                .toList();
    }

    private Block leaderboard(List<String> ranking) {
        var rows = new ArrayList<List<String>>();
        int place = 0;
        for (String model : ranking) {
            boolean oracle = model.equals("oracle");
            long failed = all(model).stream().filter(r -> !r.metrics().containsKey("rmse")).count();
            rows.add(
                    List.of(
                            oracle ? "–" : Integer.toString(++place),
                            model,
                            show(median(model, validity())),
                            show(median(model, "smape")),
                            show(median(model, "mase")),
                            show(median(model, "nrmse")),
                            show(median(model, "rmse")),
                            Long.toString(failed),
                            String.format(
                                    Locale.ROOT,
                                    "%.2f",
                                    all(model).stream()
                                            .mapToDouble(CellResult::seconds)
                                            .average()
                                            .orElse(0))));
        }
        return new Block.Table(
                "Medians over systems and repeats",
                List.of(
                        "rank",
                        "model",
                        lyapunov ? "valid, Lyapunov times" : "valid, periods",
                        "sMAPE",
                        "MASE",
                        "NRMSE",
                        "RMSE",
                        "blown up",
                        "seconds"),
                rows);
    }

    private Block heat(List<String> ranking) {
        var values = new double[systems.size()][ranking.size()];
        for (int s = 0; s < systems.size(); s++) {
            for (int m = 0; m < ranking.size(); m++) {
                values[s][m] = median(systems.get(s), ranking.get(m), validity());
            }
        }
        return new Block.HeatMap(
                lyapunov ? "Median valid time in Lyapunov times" : "Median valid time in periods",
                ranking,
                systems,
                values);
    }

    private List<Block> pictures(String system, List<String> ranking) {
        var subject = subjects.of(system, 0);
        var truth = subject.truth();
        double[] deviation = ForecastMetrics.deviation(subject.history().values());
        boolean chaotic = subject.exponent() > 0;
        double unit = chaotic ? subject.exponent() : 1.0 / (subject.season() * truth.step());
        String time =
                chaotic
                        ? "time after the history, Lyapunov times"
                        : "time after the history, periods";
        var x = new double[truth.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = (i + 1) * truth.step() * unit;
        }
        var ordered =
                ranking.stream()
                        .filter(m -> !m.equals("oracle"))
                        .filter(m -> forecast(system, m) != null)
                        .sorted(
                                Comparator.comparingDouble(
                                        m -> -orZero(median(system, m, validity()))))
                        .toList();
        var lines = new ArrayList<Block.Series>();
        var errors = new ArrayList<Block.Series>();
        var marks = new ArrayList<Block.Mark>();
        var orbits = new ArrayList<Block.Orbit>();
        lines.add(new Block.Series("truth", x, truth.column(0), true));
        orbits.add(new Block.Orbit("truth", attractor(subject)));
        for (String model : ordered.subList(0, Math.min(SHOWN_MODELS, ordered.size()))) {
            double[][] forecast = java.util.Objects.requireNonNull(forecast(system, model));
            var channel = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                channel[i] = forecast[i][0];
            }
            lines.add(Block.Series.of(model, x, channel));
            int valid =
                    ForecastMetrics.validSteps(
                            truth.values(), forecast, deviation, Scores.THRESHOLD);
            if (valid < x.length) {
                marks.add(new Block.Mark(model + " parts", x[valid]));
            }
            errors.add(
                    Block.Series.of(
                            model,
                            x,
                            ForecastMetrics.errorGrowth(truth.values(), forecast, deviation)));
            if (orbits.size() == 1) {
                orbits.add(new Block.Orbit(model, finite(forecast)));
            }
        }
        double[][] oracle = forecast(system, "oracle");
        if (oracle != null) {
            errors.add(
                    Block.Series.of(
                            "oracle",
                            x,
                            ForecastMetrics.errorGrowth(truth.values(), oracle, deviation)));
        }
        if (chaotic) {
            var slope = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                double e = BenchTask.ORACLE_ERROR * Math.exp(x[i]);
                slope[i] = e < 3 ? e : Double.NaN;
            }
            errors.add(new Block.Series("Lyapunov slope", x, slope, true));
        }
        var blocks = new ArrayList<Block>();
        blocks.add(
                new Block.PhasePortrait(
                        system
                                + ": attractor and "
                                + (orbits.size() > 1
                                        ? orbits.get(1).name() + "'s forecast"
                                        : "no forecast"),
                        truth.dimension() > 2 ? truth.names().subList(0, 3) : axes(truth.names()),
                        orbits));
        blocks.add(
                new Block.LinePlot(
                        system + ": forecasts of " + truth.names().getFirst(),
                        Block.Axes.linear(time, truth.names().getFirst()),
                        lines,
                        marks));
        blocks.add(
                new Block.LinePlot(
                        system + ": how the error grows",
                        Block.Axes.logarithmic(time, "error, standard deviations"),
                        errors,
                        List.of()));
        blocks.add(table(system, ordered));
        return blocks;
    }

    private Block table(String system, List<String> ordered) {
        var rows = new ArrayList<List<String>>();
        for (String model : ordered) {
            var result = byKey.get(system + "|" + model + "|0");
            rows.add(
                    List.of(
                            model,
                            show(median(system, model, validity())),
                            show(median(system, model, "smape")),
                            show(median(system, model, "mase")),
                            show(median(system, model, "rmse")),
                            result == null ? "" : details(result).settings()));
        }
        return new Block.Table(
                "",
                List.of(
                        "model",
                        lyapunov ? "valid, Lyapunov times" : "valid, periods",
                        "sMAPE",
                        "MASE",
                        "RMSE",
                        "settings chosen"),
                rows);
    }

    private static List<String> axes(List<String> names) {
        return names.size() == 1
                ? List.of(names.getFirst() + "(t)", names.getFirst() + "(t - delay)")
                : names;
    }

    /// History and truth as an orbit; a single channel is drawn against its own past.
    private static double[][] attractor(Subject subject) {
        var rows = new ArrayList<double[]>(List.of(subject.history().values()));
        rows.addAll(Arrays.asList(subject.truth().values()));
        int from = Math.max(0, rows.size() - ATTRACTOR_POINTS);
        int lag = Math.max(1, subject.season() / 4);
        var points = new ArrayList<double[]>();
        for (int i = Math.max(from, lag); i < rows.size(); i++) {
            points.add(
                    rows.get(i).length == 1
                            ? new double[] {rows.get(i)[0], rows.get(i - lag)[0]}
                            : rows.get(i));
        }
        return points.toArray(double[][]::new);
    }

    private static double[][] finite(double[][] forecast) {
        if (forecast[0].length == 1) {
            return new double[0][];
        }
        return Arrays.stream(forecast)
                .filter(row -> Arrays.stream(row).allMatch(Double::isFinite))
                .toArray(double[][]::new);
    }

    private double @org.jspecify.annotations.Nullable [][] forecast(String system, String model) {
        var result = byKey.get(system + "|" + model + "|0");
        return result == null || !result.succeeded() ? null : details(result).forecast();
    }

    private static BenchTask.Details details(CellResult result) {
        return ReportJson.MAPPER.readValue(result.details(), BenchTask.Details.class);
    }

    private Block[] explanation() {
        return new Block[] {
            new Block.Text(
                    ("A forecast is valid as long as its error, the root mean square over channels"
                         + " in units of each channel's standard deviation, stays below %s. One"
                         + " Lyapunov time is the time in which a small error grows by the factor"
                         + " e.")
                            .formatted(Claim.number(Scores.THRESHOLD))),
            new Block.Text(
                    "Each model's settings were %s; it was fitted on %d rows and continued them by %d rows on its own, without seeing the truth."
                            .formatted(
                                    config.tuned()
                                            ? "chosen by validation on separate data"
                                            : "its defaults",
                                    subjects.of(systems.getFirst(), 0).history().size(),
                                    subjects.of(systems.getFirst(), 0).truth().size())),
            new Block.Text(
                    models.contains("oracle")
                            ? "The oracle is the true system started with an error of 0.1 %: what a"
                                    + " perfect model could do from data of that accuracy. It is no"
                                    + " competitor; models that see exact data may go beyond it."
                            : "sMAPE runs from 0 to 200; MASE below 1 beats repeating the last"
                                    + " season.")
        };
    }

    private List<CellResult> all(String model) {
        return byKey.values().stream().filter(r -> r.cell().model().equals(model)).toList();
    }

    private double median(String model, String metric) {
        return median(all(model), metric);
    }

    private double median(String system, String model, String metric) {
        return median(
                all(model).stream().filter(r -> r.cell().system().equals(system)).toList(), metric);
    }

    /// Median over results; a forecast that blew up counts as infinitely wrong, not as absent.
    private static double median(List<CellResult> results, String metric) {
        double worst = metric.startsWith("valid") ? 0 : Double.POSITIVE_INFINITY;
        double[] values =
                results.stream()
                        .mapToDouble(r -> r.metrics().getOrDefault(metric, worst))
                        .sorted()
                        .toArray();
        int n = values.length;
        return n == 0 ? Double.NaN : 0.5 * (values[(n - 1) / 2] + values[n / 2]);
    }

    private static String show(double value) {
        return Double.isNaN(value) ? "–" : Double.isInfinite(value) ? "inf" : Claim.number(value);
    }

    private static double orZero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    private static double orLarge(double value) {
        return Double.isNaN(value) ? Double.MAX_VALUE : value;
    }
}
