package org.separatrix.forecast.importance;

import org.separatrix.forecast.importance.ImportanceCell.Result;
import org.separatrix.forecast.importance.ImportanceSampler.Course;
import org.separatrix.forecast.importance.ImportanceSampler.Sampling;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Claims and tables of the benchmark of importance sampling.
record ImportanceReport(List<ImportanceCell> cells) {

    private static final String SOURCE = "Gilpin 2021, released results";

    List<Claim> claims() {
        if (cells.isEmpty()) {
            return List.of();
        }
        double baseline = median(cells, Sampling.GIVEN, Result::smape);
        double uniform = median(cells, Sampling.UNIFORM, Result::smape);
        double importance = median(cells, Sampling.IMPORTANCE, Result::smape);
        return List.of(
                Claim.atMost(
                        "importance-as-good-as-longer-training",
                        "The median error of importance sampling is at most 0.02 above that of"
                                + " longer training on the given rows (0.909 against 1.002 in the"
                                + " paper): difference.",
                        SOURCE,
                        0.02,
                        importance - baseline),
                Claim.atMost(
                        "importance-in-half-the-time",
                        "It takes at most 55 % of that training's time (94.6 s against 190.1 s in"
                                + " the paper): ratio of all seconds.",
                        SOURCE,
                        0.55,
                        total(Sampling.IMPORTANCE, Result::seconds)
                                / total(Sampling.GIVEN, Result::seconds)),
                new Claim(
                        "importance-beats-uniform",
                        "The median error of importance sampling lies below that of the same amount"
                                + " of data from uniform starts (0.909 against 0.986 in the paper):"
                                + " difference.",
                        SOURCE,
                        "< 0",
                        Claim.number(importance - uniform),
                        importance < uniform));
    }

    List<Block> blocks() {
        var rows = new ArrayList<List<String>>();
        for (String system : cells.stream().map(ImportanceCell::system).distinct().toList()) {
            var some = cells.stream().filter(c -> c.system().equals(system)).toList();
            rows.add(row(system, some));
        }
        rows.add(row("all", cells));
        var costs = new ArrayList<List<String>>();
        for (var sampling : Sampling.values()) {
            costs.add(
                    List.of(
                            sampling.text(),
                            Claim.number(median(cells, sampling, Result::seconds)),
                            Claim.number(median(cells, sampling, Result::samples)),
                            Claim.number(median(cells, sampling, Result::smape)),
                            wins(sampling)));
        }
        return List.of(
                new Block.Text(
                        "1000 points of the first coordinate at 100 a period are given, the next"
                            + " 200 are forecast; errors are symmetric, 0 to 2. Medians over seeds,"
                            + " then over all cells."),
                new Block.Table(
                        "Error of the forecast",
                        List.of(
                                "system",
                                Sampling.GIVEN.text(),
                                Sampling.UNIFORM.text(),
                                Sampling.IMPORTANCE.text()),
                        rows),
                new Block.Table(
                        "Cost and error, medians",
                        List.of(
                                "training",
                                "seconds",
                                "windows trained on",
                                "error",
                                "best of the three"),
                        costs),
                curve());
    }

    private static List<String> row(String name, List<ImportanceCell> some) {
        return List.of(
                name,
                Claim.number(median(some, Sampling.GIVEN, Result::smape)),
                Claim.number(median(some, Sampling.UNIFORM, Result::smape)),
                Claim.number(median(some, Sampling.IMPORTANCE, Result::smape)));
    }

    private String wins(Sampling sampling) {
        long best =
                cells.stream()
                        .filter(c ->
                                Arrays.stream(Sampling.values())
                                        .allMatch(s -> c.of(sampling).smape() <= c.of(s).smape()))
                        .count();
        return "%d of %d".formatted(best, cells.size());
    }

    /// Error against time: medians after each round.
    private Block curve() {
        var series = new ArrayList<Block.Series>();
        for (var sampling : Sampling.values()) {
            int points =
                    cells.stream().mapToInt(c -> c.of(sampling).course().size()).min().orElse(0);
            series.add(
                    Block.Series.of(
                            sampling.text(),
                            after(sampling, points, Course::seconds),
                            after(sampling, points, Course::smape)));
        }
        return new Block.LinePlot(
                "Error against the time spent, medians",
                Block.Axes.linear("training, seconds", "sMAPE, 0 to 2"),
                series,
                List.of());
    }

    private double[] after(Sampling sampling, int points, ToDoubleFunction<Course> value) {
        return IntStream.range(0, points)
                .mapToDouble(k ->
                        median(
                                cells,
                                sampling,
                                result -> value.applyAsDouble(result.course().get(k))))
                .toArray();
    }

    private double total(Sampling sampling, ToDoubleFunction<Result> value) {
        return cells.stream().map(c -> c.of(sampling)).mapToDouble(value).sum();
    }

    private static double median(
            List<ImportanceCell> some, Sampling sampling, ToDoubleFunction<Result> value) {
        double[] sorted =
                some.stream().map(c -> c.of(sampling)).mapToDouble(value).sorted().toArray();
        int n = sorted.length;
        return n == 0 ? Double.NaN : 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
    }
}
