package org.separatrix.forecast.neural;

import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.RunStore;
import org.separatrix.lab.data.Dataset;
import org.separatrix.learn.training.Watch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/// What fitting a law of paths to a user's series has in common, whichever the law.
///
/// A quarter of the series is held out; the report compares generated paths with it, and the
/// held-out with the other series, which shows what differences chance alone makes. Writes
/// `model.safetensors` and `samples.csv`.
final class LawFit {

    private static final int SHOWN = 8;

    private LawFit() {}

    /// Trains a law.
    interface Trainer {
        PathLaw fit(double[] times, double[][][] series, Watch watch);
    }

    /// @param what the law is called in the report's title
    /// @param model file of a law to draw from instead of training one; empty to train
    /// @param samples paths to draw
    static Report report(
            String what,
            Dataset data,
            String model,
            int samples,
            Trainer trainer,
            Function<Path, ? extends PathLaw> loader,
            Run run) {
        var table = SeriesTable.of(data);
        var split = Split.of(table.values(), run);
        try (PathLaw law =
                model.isEmpty()
                        ? trainer.fit(table.times(), split.training(), watch(run))
                        : loader.apply(Path.of(model))) {
            if (!Arrays.equals(law.times(), table.times())) {
                throw new LabException(
                        "%s draws paths at other times than those of %s"
                                .formatted(model, data.name()));
            }
            var paths = law.sample(samples, run.seeds());
            if (paths[0][0].length != data.channels().size()) {
                throw new LabException(
                        "%s has %d channels, the data have %d"
                                .formatted(model, paths[0][0].length, data.channels().size()));
            }
            law.save(run.folder().resolve("model.safetensors"));
            RunStore.write(
                    run.folder().resolve("samples.csv"), csv(law.times(), paths, data.channels()));
            var report =
                    Report.titled(what)
                            .summary(
                                    "%d series at %d times, %d held out; %d paths in samples.csv, the model in model.safetensors."
                                            .formatted(
                                                    table.values().length,
                                                    table.times().length,
                                                    split.held().length,
                                                    samples));
            report.section("Laws", comparison(data.channels(), law.times(), paths, split));
            for (int c = 0; c < data.channels().size(); c++) {
                report.section(
                        "Paths of " + data.channels().get(c),
                        plot("Generated", data.channels().get(c), law.times(), paths, c),
                        plot("Data", data.channels().get(c), law.times(), split.training(), c));
            }
            if (law.course().length > 0) {
                report.section("Training", course(law.course()));
            }
            return report.build();
        }
    }

    static Watch watch(Run run) {
        return (done, total, loss) -> {
            run.progress().update(done, total, "loss " + Claim.number(loss));
            return !run.cancelled().getAsBoolean();
        };
    }

    /// @param training series to learn from
    /// @param held a quarter of the series, at random
    private record Split(double[][][] training, double[][][] held) {

        static Split of(double[][][] series, Run run) {
            var random = run.seeds().of("split");
            var order = IntStream.range(0, series.length).toArray();
            for (int i = order.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            int held = series.length / 4;
            return new Split(
                    pick(series, Arrays.copyOfRange(order, held, order.length)),
                    pick(series, Arrays.copyOf(order, held)));
        }

        private static double[][][] pick(double[][][] series, int[] rows) {
            return IntStream.of(rows).mapToObj(i -> series[i]).toArray(double[][][]::new);
        }
    }

    private static Block comparison(
            List<String> channels, double[] times, double[][][] paths, Split split) {
        var at = IntStream.rangeClosed(0, 4).map(k -> k * (times.length - 1) / 4).toArray();
        var rows = new ArrayList<List<String>>();
        for (int c = 0; c < channels.size(); c++) {
            rows.add(
                    List.of(
                            channels.get(c),
                            "worst KS distance at five times",
                            number(PathStatistics.worstKolmogorov(paths, split.held(), c, at)),
                            number(
                                    PathStatistics.worstKolmogorov(
                                            split.training(), split.held(), c, at))));
            double held = PathStatistics.neighbours(split.held(), c);
            rows.add(
                    List.of(
                            channels.get(c),
                            "correlation of neighbours, error",
                            number(Math.abs(PathStatistics.neighbours(paths, c) - held)),
                            number(
                                    Math.abs(
                                            PathStatistics.neighbours(split.training(), c)
                                                    - held))));
        }
        return new Block.Table(
                "Against the series held out; the last column is what chance does",
                List.of("channel", "measure", "generated", "series trained on"),
                rows);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "too few samples" : Claim.number(value);
    }

    private static Block plot(
            String title, String channel, double[] times, double[][][] paths, int c) {
        var series = new ArrayList<Block.Series>();
        for (int b = 0; b < Math.min(SHOWN, paths.length); b++) {
            var path = paths[b];
            var there =
                    IntStream.range(0, times.length)
                            .filter(i -> !Double.isNaN(path[i][c]))
                            .toArray();
            series.add(
                    Block.Series.of(
                            "path " + (b + 1),
                            IntStream.of(there).mapToDouble(i -> times[i]).toArray(),
                            IntStream.of(there).mapToDouble(i -> path[i][c]).toArray()));
        }
        return new Block.LinePlot(title, Block.Axes.linear("t", channel), series, List.of());
    }

    private static Block course(double[] course) {
        var steps = IntStream.range(0, course.length).asDoubleStream().toArray();
        return new Block.LinePlot(
                "While it trains",
                Block.Axes.linear("report", "value"),
                List.of(Block.Series.of("training", steps, course)),
                List.of());
    }

    static String csv(double[] times, double[][][] paths, List<String> channels) {
        var text = new StringBuilder("series,t,").append(String.join(",", channels)).append('\n');
        for (int b = 0; b < paths.length; b++) {
            for (int i = 0; i < times.length; i++) {
                text.append(b).append(',').append(times[i]);
                for (double v : paths[b][i]) {
                    text.append(String.format(Locale.ROOT, ",%.9g", v));
                }
                text.append('\n');
            }
        }
        return text.toString();
    }
}
