package org.separatrix.forecast.tournament;

import org.separatrix.analysis.clustering.KMeans;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;
import org.separatrix.lab.Seeds;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.stream.IntStream;

/// Tables and pictures of the experiment.
final class TournamentPictures {

    private static final int FAMILIES = 3;

    private final TournamentConfig config;
    private final Measured measured;
    private final Standings main;
    private final MetricAgreement agreement;
    private final Seeds seeds;
    private final List<String> ranked;

    TournamentPictures(
            TournamentConfig config, Measured measured, MetricAgreement agreement, Seeds seeds) {
        this.config = config;
        this.measured = measured;
        this.main = measured.main();
        this.agreement = agreement;
        this.seeds = seeds;
        this.ranked = main.ranked(Scored::shortSmape);
    }

    List<Report.Section> sections() {
        var league = new LeaguePictures(config, main, ranked, seeds);
        return List.of(
                new Report.Section(
                        "League table",
                        List.of(league.league(), league.metricRanks(agreement.names()))),
                new Report.Section(
                        "How errors grow", List.of(league.growth(), league.lyapunovGrowth())),
                new Report.Section("Forecasts", league.multiples()),
                new Report.Section("Skill and chaos", chaos()),
                new Report.Section(
                        "Length of the history",
                        List.of(
                                sweep(
                                        measured.lengths(),
                                        "Error against the length of the history",
                                        "rows"))),
                new Report.Section(
                        "Noise and granularity",
                        List.of(
                                sweep(measured.noise(), "Error against noise", "noise, deviations"),
                                sweep(
                                        measured.granularities(),
                                        "Error against granularity",
                                        "samples a period"))),
                new Report.Section("Cost", List.of(cost(), frontier())),
                new Report.Section("Do the metrics agree?", metrics()),
                new Report.Section("Families of systems", List.of(skills(), families())));
    }

    /// As printed in a table, a dash where there is no number.
    static String number(double value) {
        return Double.isNaN(value) ? "–" : Claim.number(value);
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

    private static Block sweep(NavigableMap<Double, Standings> sweep, String title, String axis) {
        double[] x = sweep.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        var series = new ArrayList<Block.Series>();
        for (String model : sweep.firstEntry().getValue().models()) {
            double[] y =
                    sweep.values().stream()
                            .mapToDouble(at -> at.median(model, Scored::shortSmape))
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
