package org.separatrix.networks.ntk;

import org.separatrix.lab.Block;
import org.separatrix.lab.Claim;
import org.separatrix.lab.Report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Pictures and tables of the experiment.
final class NtkFigures {

    private final NtkConfig config;
    private final NtkResults results;

    NtkFigures(NtkConfig config, NtkResults results) {
        this.config = config;
        this.results = results;
    }

    List<Report.Section> sections() {
        return List.of(
                new Report.Section("The kernel against the angle", List.of(fan(), spreads())),
                new Report.Section("Before and after training", List.of(trained(), drifts())),
                new Report.Section("The trained ensemble", bands()),
                new Report.Section("Training in function space", List.of(flows())),
                new Report.Section("Kernel components of digits", components()),
                new Report.Section("Regression of digits", regression()),
                new Report.Section("When to stop", List.of(stopping())),
                new Report.Section(
                        "What is not here",
                        List.of(
                                new Block.Text(
                                        "The paper's MNIST images are replaced by generated digits"
                                            + " of 14 x 14 pixels; the reader for IDX files is in"
                                            + " org.separatrix.lab.data.images. Widths up to 10,000"
                                            + " are in the preset full."))));
    }

    private static double[] limit() {
        return Circle.limit().kernel(Circle.origin(), Circle.points(Circle.angles())).ntk()[0];
    }

    private double[][] kernels(int width) {
        return results.curves("kernel", NtkResults.width(width), "theta");
    }

    private Block fan() {
        double[] angles = Circle.angles();
        var series = new ArrayList<Block.Series>();
        int narrow = config.widths().get(Math.min(2, config.widths().size() - 1));
        for (int width : List.of(narrow, config.widths().getLast())) {
            double[][] theta = kernels(width);
            series.add(
                    Block.Series.of(
                            "%d low".formatted(width), angles, NtkResults.quantile(theta, 0.1)));
            series.add(
                    Block.Series.of(
                            "%d high".formatted(width), angles, NtkResults.quantile(theta, 0.9)));
        }
        series.add(new Block.Series("limit", angles, limit(), true));
        return new Block.LinePlot(
                "Tangent kernel between (1, 0) and a point of the circle, 10 to 90 %% of %d"
                        .formatted(config.inits()),
                Block.Axes.linear("angle (rad)", "Theta"),
                series,
                List.of());
    }

    private Block spreads() {
        double[] limit = limit();
        var rows = new ArrayList<List<String>>();
        for (int width : config.widths()) {
            double[][] theta = kernels(width);
            double[] mean = NtkResults.mean(theta);
            double[] deviation = NtkResults.deviation(theta);
            int zero = limit.length / 2;
            rows.add(
                    List.of(
                            Integer.toString(width),
                            Claim.number(mean[zero]),
                            Claim.number(deviation[zero]),
                            Claim.number(mean[0]),
                            Claim.number(deviation[0])));
        }
        int zero = limit.length / 2;
        rows.add(List.of("limit", Claim.number(limit[zero]), "0", Claim.number(limit[0]), "0"));
        return new Block.Table(
                "Mean and deviation over initialisations",
                List.of("width", "Theta(0)", "deviation", "Theta(pi)", "deviation"),
                rows);
    }

    private Block trained() {
        double[] angles = Circle.angles();
        var series = new ArrayList<Block.Series>();
        for (int width : List.of(config.widths().getFirst(), config.widths().getLast())) {
            String model = NtkResults.width(width);
            series.add(
                    new Block.Series(
                            "%d before".formatted(width),
                            angles,
                            results.curves("drift", model, "before")[0],
                            true));
            series.add(
                    Block.Series.of(
                            "%d after".formatted(width),
                            angles,
                            results.curves("drift", model, "after")[0]));
        }
        return new Block.LinePlot(
                "Kernel of one network before and after 200 steps at rate 1",
                Block.Axes.linear("angle (rad)", "Theta"),
                series,
                List.of());
    }

    private Block drifts() {
        var rows = new ArrayList<List<String>>();
        for (int width : config.widths()) {
            String model = NtkResults.width(width);
            rows.add(
                    List.of(
                            Integer.toString(width),
                            Claim.number(results.meanMetric("drift", model, "relative")),
                            Claim.number(results.meanMetric("drift", model, "largest"))));
        }
        return new Block.Table(
                "Change of the kernel in 200 steps, mean over %d networks"
                        .formatted(config.driftNets()),
                List.of("width", "relative (Frobenius)", "largest entry"),
                rows);
    }

    private List<Block> bands() {
        double[] angles = Circle.angles();
        var limit = Circle.ensemble(config.bandSteps());
        var blocks = new ArrayList<Block>();
        for (int width : new int[] {50, config.bandWidth()}) {
            double[][] f = results.curves("ensemble", NtkResults.width(width), "f");
            var series = new ArrayList<Block.Series>();
            for (double p : new double[] {0.1, 0.5, 0.9}) {
                String percent = "%.0f %%".formatted(100 * p);
                series.add(Block.Series.of(percent, angles, NtkResults.quantile(f, p)));
                var bound = new double[angles.length];
                for (int j = 0; j < bound.length; j++) {
                    bound[j] = limit.quantile(j, 0, p);
                }
                series.add(new Block.Series("limit", angles, bound, true));
            }
            blocks.add(
                    new Block.LinePlot(
                            "%d networks of width %d after %d steps on four points"
                                    .formatted(f.length, width, config.bandSteps()),
                            Block.Axes.linear("angle (rad)", "f"),
                            series,
                            List.of()));
        }
        return blocks;
    }

    private Block flows() {
        String width = NtkResults.width(config.flowWidth());
        double[][] own = results.curves("flow", width, "own");
        double[][] limit = results.curves("flow", width, "limit");
        double[] steps = results.curves("flow", width, "steps")[0];
        return new Block.LinePlot(
                "Error of predicted outputs on other points, width %d"
                        .formatted(config.flowWidth()),
                new Block.Axes("steps at rate 1", "relative L2 error", true, true),
                List.of(
                        Block.Series.of("own kernel", steps, NtkResults.mean(own)),
                        Block.Series.of("limiting kernel", steps, NtkResults.mean(limit))),
                List.of());
    }

    private List<Block> components() {
        var distance = new ArrayList<Block.Series>();
        for (int width : config.componentWidths()) {
            String model = NtkResults.width(width);
            double[] time = results.curves("second component", model, "time")[0];
            distance.add(
                    Block.Series.of(
                            model, time, results.curves("second component", model, "distance")[0]));
            distance.add(
                    Block.Series.of(
                            model + ", across",
                            time,
                            results.curves("second component", model, "across")[0]));
        }
        String first = NtkResults.width(config.componentWidths().getFirst());
        double[] time = results.curves("second component", first, "time")[0];
        double rate = results.curves("second component", first, "expected")[0][0];
        double[] law = Arrays.stream(time).map(t -> 0.5 * Math.exp(-rate * t)).toArray();
        distance.add(new Block.Series("exp(-t lambda_2/N)/2", time, law, true));
        return List.of(
                new Block.LinePlot(
                        "Distance to a target half a second component away",
                        Block.Axes.logarithmic("time", "distance"),
                        positive(distance),
                        List.of()),
                rates());
    }

    /// Logarithmic axes have no zero: the distance across starts there.
    private static List<Block.Series> positive(List<Block.Series> series) {
        return series.stream()
                .map(s ->
                        new Block.Series(
                                s.name(),
                                s.x(),
                                Arrays.stream(s.y()).map(v -> v > 1e-6 ? v : Double.NaN).toArray(),
                                s.dashed()))
                .toList();
    }

    private Block rates() {
        var rows = new ArrayList<List<String>>();
        for (int width : config.componentWidths()) {
            String model = NtkResults.width(width);
            double[] expected = results.curves("components", model, "expected")[0];
            double[][] measured = results.curves("components", model, "measured");
            for (int net = 0; net < measured.length; net++) {
                var row = new ArrayList<String>();
                row.add(Integer.toString(width));
                row.add(Integer.toString(net));
                for (int i = 0; i < expected.length; i++) {
                    row.add("%.3f".formatted(measured[net][i] / expected[i]));
                }
                rows.add(row);
            }
        }
        return new Block.Table(
                "Measured decay of each component over lambda_i/N",
                List.of("width", "network", "1", "2", "3", "4", "5"),
                rows);
    }

    private List<Block> regression() {
        var cell = results.of("digits", "regression").getFirst();
        var rows = new ArrayList<List<String>>();
        rows.add(row("NTK, tuned ridge", metric("ntk")));
        rows.add(row("NTK, trained to the end", metric("ntk-end")));
        rows.add(row("NNGP, tuned noise", metric("nngp")));
        rows.add(row("Gaussian kernel, tuned width and ridge", metric("rbf")));
        double[] spectrum = NtkResults.curve(cell, "spectrum");
        var index = new double[spectrum.length];
        var decay = new double[spectrum.length];
        for (int i = 0; i < index.length; i++) {
            index[i] = i + 1;
            decay[i] = spectrum.length / spectrum[i];
        }
        double stop = NtkResults.curve(cell, "suggested")[0];
        return List.of(
                heat(cell),
                new Block.Table(
                        "Share of 1000 new digits read after %d".formatted(config.digits()),
                        List.of("method", "accuracy"),
                        rows),
                new Block.LinePlot(
                        "Time in which each component is learned",
                        new Block.Axes("component", "time N/lambda", true, true),
                        List.of(
                                Block.Series.of("N/lambda_i", index, decay),
                                new Block.Series(
                                        "suggested time to stop",
                                        new double[] {1, index.length},
                                        new double[] {stop, stop},
                                        true)),
                        List.of()));
    }

    private static Block heat(org.separatrix.lab.bench.CellResult cell) {
        double[] flat = NtkResults.curve(cell, "first kernels");
        int n = DigitStudies.SHOWN;
        var values = new double[n][];
        var names = new ArrayList<String>();
        for (int i = 0; i < n; i++) {
            values[i] = Arrays.copyOfRange(flat, i * n, (i + 1) * n);
            // The classes take turns, so that sorted they stand in fives.
            names.add(i % 5 == 2 ? Integer.toString(i / 5) : "");
        }
        return new Block.HeatMap(
                "Limiting tangent kernel between %d digits, by class".formatted(n),
                names,
                names,
                values);
    }

    private double metric(String name) {
        return results.meanMetric("digits", "regression", name);
    }

    private static List<String> row(String name, double value) {
        return List.of(name, "%.3f".formatted(value));
    }

    private Block stopping() {
        var cell = results.of("noise", "early stopping").getFirst();
        double[] times = NtkResults.curve(cell, "times");
        return new Block.LinePlot(
                "Test error with noisy labels",
                new Block.Axes("time t, or N/ridge", "mean squared error", true, true),
                List.of(
                        Block.Series.of("stopped at t", times, NtkResults.curve(cell, "stopped")),
                        new Block.Series(
                                "ridge N/t", times, NtkResults.curve(cell, "ridged"), true)),
                List.of());
    }
}
