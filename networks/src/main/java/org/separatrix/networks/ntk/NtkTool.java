package org.separatrix.networks.ntk;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Report;
import org.separatrix.lab.Run;
import org.separatrix.lab.Tool;
import org.separatrix.lab.data.Dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Regression of one column of a user's table on the others, with the kernel of a network of
/// infinite width.
public final class NtkTool implements Tool<NtkSettings> {

    @Override
    public String name() {
        return "ntk";
    }

    @Override
    public String purpose() {
        return "regression of one column on the others by an infinitely wide network, with bands";
    }

    @Override
    public NtkSettings defaults() {
        return NtkSettings.DEFAULT;
    }

    /// Rows with a known value in every column.
    private record Table(List<String> inputs, String target, double[][] x, double[] y) {

        Table rows(int[] order, int from, int to) {
            var x2 = new double[to - from][];
            var y2 = new double[to - from];
            for (int i = from; i < to; i++) {
                x2[i - from] = x[order[i]];
                y2[i - from] = y[order[i]];
            }
            return new Table(inputs, target, x2, y2);
        }
    }

    @Override
    public Report apply(NtkSettings settings, Optional<Dataset> data, Run run) {
        var table = table(data.orElseThrow(), settings.target());
        int n = table.y().length;
        int[] order = shuffled(n, run);
        int held = (int) Math.round(settings.validation() * n);
        if (held < 1 || n - held < 4) {
            throw new LabException(
                    "%d complete rows cannot be split at a validation share of %s; at least 4 must train and 1 judge"
                            .formatted(n, settings.validation()));
        }
        var train = table.rows(order, 0, n - held);
        var test = table.rows(order, n - held, n);
        run.progress().update(0, 2, "kernel of %d rows".formatted(train.y().length));
        var fitted = NtkRegression.fit(settings, train.x(), train.y());
        run.check();
        run.progress().update(1, 2, "fitted");
        var bands = fitted.predict(test.x());
        run.progress().update(2, 2, "judged on %d rows".formatted(held));
        fitted.model().write(run.folder().resolve("model.json"));
        write(run.folder().resolve("predictions.csv"), test, bands);
        return report(settings, fitted, train, test, bands);
    }

    private static Table table(Dataset data, String wanted) {
        var names = data.channels();
        if (names.size() < 2) {
            throw new LabException(
                    "%s: needs a target and at least one input column, has %s"
                            .formatted(data.name(), names));
        }
        int target = wanted.isEmpty() ? names.size() - 1 : names.indexOf(wanted);
        if (target < 0) {
            throw new LabException(
                    "%s has no column '%s'; there are %s"
                            .formatted(data.name(), wanted, String.join(", ", names)));
        }
        var x = new ArrayList<double[]>();
        var y = new ArrayList<Double>();
        for (Trajectory rows : data.trajectories()) {
            for (int i = 0; i < rows.size(); i++) {
                double[] row = rows.state(i);
                if (Arrays.stream(row).allMatch(Double::isFinite)) {
                    var inputs = new double[row.length - 1];
                    for (int j = 0; j < row.length; j++) {
                        if (j != target) {
                            inputs[j < target ? j : j - 1] = row[j];
                        }
                    }
                    x.add(inputs);
                    y.add(row[target]);
                }
            }
        }
        var inputs = new ArrayList<>(names);
        inputs.remove(target);
        return new Table(
                inputs,
                names.get(target),
                x.toArray(double[][]::new),
                y.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static int[] shuffled(int n, Run run) {
        var random = run.seeds().of("split");
        var order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static void write(Path file, Table test, NtkRegression.Bands bands) {
        var text = new StringBuilder("observed,mean,low80,high80\n");
        for (int i = 0; i < test.y().length; i++) {
            double half = halfBand(bands, i);
            text.append(test.y()[i])
                    .append(',')
                    .append(bands.mean()[i])
                    .append(',')
                    .append(bands.mean()[i] - half)
                    .append(',')
                    .append(bands.mean()[i] + half)
                    .append('\n');
        }
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new LabException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static double halfBand(NtkRegression.Bands bands, int i) {
        return org.separatrix.analysis.special.ErrorFunction.normalQuantile(0.9)
                * bands.deviation()[i];
    }

    private static Report report(
            NtkSettings settings,
            NtkRegression fitted,
            Table train,
            Table test,
            NtkRegression.Bands bands) {
        double error = rootMeanSquare(bands.mean(), test.y());
        var constant = new double[test.y().length];
        Arrays.fill(constant, fitted.model().scale().targetMean());
        double plain = rootMeanSquare(constant, test.y());
        int inside = 0;
        for (int i = 0; i < test.y().length; i++) {
            if (Math.abs(test.y()[i] - bands.mean()[i]) <= halfBand(bands, i)) {
                inside++;
            }
        }
        var definite = KernelPca.of(fitted.flow()).definiteness();
        var rows =
                List.of(
                        List.of(
                                "rows to train, to judge",
                                train.y().length + ", " + test.y().length),
                        List.of("root mean square error, held out", Claim.number(error)),
                        List.of("the same of the training mean", Claim.number(plain)),
                        List.of(
                                "held-out rows inside the 80 % band",
                                "%.0f %%".formatted(100.0 * inside / test.y().length)),
                        List.of("noise, standard deviation", Claim.number(fitted.noise())),
                        List.of("suggested time to stop", Claim.number(fitted.stopping().time())),
                        List.of("condition of the kernel", Claim.number(definite.condition())));
        return Report.titled("%s of %s".formatted(settings.kernel(), train.target()))
                .summary(
                        "%s from %s: root mean square error %s on %d held-out rows, against %s for the mean."
                                .formatted(
                                        train.target(),
                                        String.join(", ", train.inputs()),
                                        Claim.number(error),
                                        test.y().length,
                                        Claim.number(plain)))
                .section("The fit", new Block.Table("Measured", List.of("", "value"), rows))
                .section("Held-out rows", sorted(test, bands))
                .section("Order of learning", spectrum(fitted), scores(fitted))
                .build();
    }

    private static double rootMeanSquare(double[] f, double[] y) {
        double sum = 0;
        for (int i = 0; i < f.length; i++) {
            sum += (f[i] - y[i]) * (f[i] - y[i]);
        }
        return Math.sqrt(sum / f.length);
    }

    private static Block sorted(Table test, NtkRegression.Bands bands) {
        int n = test.y().length;
        int[] order =
                java.util.stream.IntStream.range(0, n)
                        .boxed()
                        .sorted(java.util.Comparator.comparingDouble(i -> bands.mean()[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        var rank = new double[n];
        var mean = new double[n];
        var low = new double[n];
        var high = new double[n];
        var seen = new double[n];
        for (int i = 0; i < n; i++) {
            int row = order[i];
            rank[i] = i + 1;
            mean[i] = bands.mean()[row];
            low[i] = mean[i] - halfBand(bands, row);
            high[i] = mean[i] + halfBand(bands, row);
            seen[i] = test.y()[row];
        }
        return new Block.LinePlot(
                "Predictions in ascending order, with the 80 % band",
                Block.Axes.linear("rank", test.target()),
                List.of(
                        Block.Series.of("observed", rank, seen),
                        Block.Series.of("mean", rank, mean),
                        new Block.Series("10 %", rank, low, true),
                        new Block.Series("90 %", rank, high, true)),
                List.of());
    }

    private static Block spectrum(NtkRegression fitted) {
        var flow = fitted.flow();
        int shown = 0;
        while (shown < flow.size() && flow.rate(shown) > 1e-12 * flow.rate(0)) {
            shown++;
        }
        var index = new double[shown];
        var time = new double[shown];
        for (int i = 0; i < shown; i++) {
            index[i] = i + 1;
            time[i] = 1 / flow.rate(i);
        }
        double stop = fitted.stopping().time();
        return new Block.LinePlot(
                "Time in which each component of the tangent kernel is learned",
                new Block.Axes("component", "time N/lambda", true, true),
                List.of(
                        Block.Series.of("N/lambda_i", index, time),
                        new Block.Series(
                                "suggested time to stop",
                                new double[] {1, shown},
                                new double[] {stop, stop},
                                true)),
                List.of());
    }

    private static Block scores(NtkRegression fitted) {
        return new Block.LinePlot(
                "Generalised cross-validation, standardised target",
                new Block.Axes("time", "score", true, true),
                List.of(
                        Block.Series.of(
                                "score", fitted.stopping().times(), fitted.stopping().scores())),
                List.of(new Block.Mark("suggested", fitted.stopping().time())));
    }
}
