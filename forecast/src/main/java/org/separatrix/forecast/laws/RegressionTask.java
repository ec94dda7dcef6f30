package org.separatrix.forecast.laws;

import org.separatrix.analysis.filter.SavitzkyGolay;
import org.separatrix.lab.LabException;
import org.separatrix.lab.data.Dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Rows of variables and of what they are to explain, from a user's data.
///
/// @param names of the variables, as formulas write them
/// @param targets what is explained, in words
/// @param x `[n][d]`
/// @param y `[n][targets]`
/// @param motion whether the targets are the slopes of the variables, in order
record RegressionTask(
        List<String> names, List<String> targets, double[][] x, double[][] y, boolean motion) {

    private static final int ORDER = 4;

    /// Names that formulas give another meaning.
    private static final Set<String> TAKEN =
            Set.of(
                    "t", "e", "pi", "if", "sum", "noise", "sin", "cos", "tan", "exp", "log", "sqrt",
                    "abs", "sign", "min", "max", "mod", "floor", "step", "tanh", "sinh", "cosh",
                    "asin", "acos", "atan", "atan2", "log10", "for", "in", "cyclic");

    static RegressionTask of(
            Dataset data, SymbolicRegressionSettings settings, RandomGenerator random) {
        var task =
                settings.target().isEmpty()
                        ? motion(data, settings.smoothing())
                        : column(data, settings.target());
        return task.atMost(settings.rows(), random);
    }

    /// Slopes by a polynomial of degree 4 over some rows; the ends, where it is one-sided, are left
    /// out.
    private static RegressionTask motion(Dataset data, int smoothing) {
        if (smoothing % 2 == 0) {
            throw new LabException("smoothing must be odd, got " + smoothing);
        }
        var pieces = data.regular(smoothing + 2);
        var filter = new SavitzkyGolay(smoothing, ORDER);
        int half = smoothing / 2;
        int d = data.channels().size();
        var x = new ArrayList<double[]>();
        var y = new ArrayList<double[]>();
        for (var piece : pieces) {
            var values = new double[d][];
            var slopes = new double[d][];
            for (int j = 0; j < d; j++) {
                values[j] = filter.smoothed(piece.column(j));
                slopes[j] = filter.slopes(piece.column(j), piece.step());
            }
            for (int i = half; i < piece.size() - half; i++) {
                var row = new double[d];
                var slope = new double[d];
                for (int j = 0; j < d; j++) {
                    row[j] = values[j][i];
                    slope[j] = slopes[j][i];
                }
                x.add(row);
                y.add(slope);
            }
        }
        var names = names(data.channels());
        return new RegressionTask(
                names,
                names.stream().map(n -> n + "'").toList(),
                x.toArray(double[][]::new),
                y.toArray(double[][]::new),
                true);
    }

    private static RegressionTask column(Dataset data, String target) {
        int at = data.channels().indexOf(target);
        if (at < 0) {
            throw new LabException(
                    "no column '%s' to explain; there are %s. Name it with -s target=COLUMN"
                            .formatted(target, String.join(", ", data.channels())));
        }
        int d = data.channels().size();
        if (d < 2) {
            throw new LabException("there is no other column to explain '%s' by".formatted(target));
        }
        int[] others = IntStream.range(0, d).filter(j -> j != at).toArray();
        var x = new ArrayList<double[]>();
        var y = new ArrayList<double[]>();
        for (var trajectory : data.trajectories()) {
            for (int i = 0; i < trajectory.size(); i++) {
                double[] state = trajectory.state(i);
                if (Arrays.stream(state).allMatch(Double::isFinite)) {
                    x.add(Arrays.stream(others).mapToDouble(j -> state[j]).toArray());
                    y.add(new double[] {state[at]});
                }
            }
        }
        if (x.size() < 10) {
            throw new LabException(
                    "%s: at least 10 rows without gaps are needed, got %d"
                            .formatted(data.name(), x.size()));
        }
        var all = names(data.channels());
        return new RegressionTask(
                Arrays.stream(others).mapToObj(all::get).toList(),
                List.of(target),
                x.toArray(double[][]::new),
                y.toArray(double[][]::new),
                false);
    }

    /// Names that the language of equations can read: a channel's own, or `x0`, `x1`, ... by place.
    private static List<String> names(List<String> channels) {
        var used = new HashSet<String>();
        var names = new ArrayList<String>();
        for (int j = 0; j < channels.size(); j++) {
            String name = channels.get(j);
            boolean plain = name.matches("[A-Za-z_]\\w*") && !TAKEN.contains(name);
            String own = plain ? name : "x" + j;
            while (!used.add(own)) {
                own += "_";
            }
            names.add(own);
        }
        return names;
    }

    private RegressionTask atMost(int rows, RandomGenerator random) {
        if (x.length <= rows) {
            return this;
        }
        var order = IntStream.range(0, x.length).toArray();
        for (int i = 0; i < rows; i++) {
            int j = i + random.nextInt(order.length - i);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        int[] chosen = Arrays.copyOf(order, rows);
        Arrays.sort(chosen);
        return new RegressionTask(
                names,
                targets,
                Arrays.stream(chosen).mapToObj(i -> x[i]).toArray(double[][]::new),
                Arrays.stream(chosen).mapToObj(i -> y[i]).toArray(double[][]::new),
                motion);
    }

    double[] y(int target) {
        return Arrays.stream(y).mapToDouble(row -> row[target]).toArray();
    }
}
