package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.Autograd;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The segments of a [ShootingFit]: misfit and jumps with their derivatives.
///
/// Unknowns are the starts of all segments, the end of the last, and the parameters. All segments
/// are solved at once, as rows; one that ends early has intervals of no length.
final class ShootingSegments {

    private final ShootingFit.Equation equation;
    private final RungeKutta method;
    private final int steps;
    private final double[] times;
    private final double[][] values;
    private final double[] unit;
    private final int every;
    private final int segments;
    private final int components;

    ShootingSegments(
            ShootingFit.Equation equation,
            RungeKutta method,
            int steps,
            double[] times,
            double[][] values,
            int every) {
        this.equation = equation;
        this.method = method;
        this.steps = steps;
        this.times = times;
        this.values = values;
        this.every = Math.min(every, times.length - 1);
        components = values[0].length;
        segments = (times.length - 2) / this.every + 1;
        unit = deviations(values);
    }

    /// The problem linearised at a point.
    ///
    /// @param residuals solution less sample, in deviations, for every value that is there
    /// @param jumps end of a segment less the next start, in deviations
    /// @param residualSlopes derivative for all unknowns, a row each; empty if not asked for
    /// @param jumpSlopes likewise
    /// @param unknowns number of them
    record Point(
            double[] residuals,
            double[] jumps,
            double[][] residualSlopes,
            double[][] jumpSlopes,
            int unknowns) {

        boolean isFinite() {
            return Arrays.stream(residuals).allMatch(Double::isFinite)
                    && Arrays.stream(jumps).allMatch(Double::isFinite);
        }
    }

    private static double[] deviations(double[][] values) {
        var unit = new double[values[0].length];
        for (int c = 0; c < unit.length; c++) {
            int n = 0;
            double sum = 0;
            double square = 0;
            for (var row : values) {
                if (!Double.isNaN(row[c])) {
                    n++;
                    sum += row[c];
                }
            }
            for (var row : values) {
                if (!Double.isNaN(row[c])) {
                    square += (row[c] - sum / n) * (row[c] - sum / n);
                }
            }
            unit[c] = square > 0 ? Math.sqrt(square / n) : 1;
        }
        return unit;
    }

    private int sample(int segment, int interval) {
        return Math.min(times.length - 1, segment * every + interval);
    }

    /// Values that are there.
    int observations() {
        int count = 0;
        for (var row : values) {
            for (double v : row) {
                count += Double.isNaN(v) ? 0 : 1;
            }
        }
        return count;
    }

    /// Starts at the samples, or at the last value before where one is missing.
    double[] start(double[] parameters) {
        var x = new double[(segments + 1) * components + parameters.length];
        for (int n = 0; n <= segments; n++) {
            for (int c = 0; c < components; c++) {
                x[n * components + c] = held(sample(n, 0), c);
            }
        }
        System.arraycopy(parameters, 0, x, x.length - parameters.length, parameters.length);
        return x;
    }

    private double held(int sample, int component) {
        for (int i = sample; i >= 0; i--) {
            if (!Double.isNaN(values[i][component])) {
                return values[i][component];
            }
        }
        for (var row : values) {
            if (!Double.isNaN(row[component])) {
                return row[component];
            }
        }
        throw new SolveException("component %d is never seen".formatted(component));
    }

    /// The states of the unknowns.
    double[][] starts(double[] x) {
        var states = new double[segments + 1][];
        for (int n = 0; n <= segments; n++) {
            states[n] = Arrays.copyOfRange(x, n * components, (n + 1) * components);
        }
        return states;
    }

    /// @param slopes whether derivatives are wanted
    /// @return a point that is not finite where a segment leaves the range of numbers
    Point at(double[] x, boolean slopes) {
        int p = x.length - (segments + 1) * components;
        try {
            return slopes
                    ? Autograd.with(() -> solved(x, p, true))
                    : Autograd.without(() -> solved(x, p, false));
        } catch (SolveException e) {
            var lost = new double[] {Double.POSITIVE_INFINITY};
            return new Point(lost, lost, new double[0][], new double[0][], x.length);
        }
    }

    private Point solved(double[] x, int p, boolean slopes) {
        try (var _ = new Scope()) {
            var starts = tensor(Arrays.copyOf(x, segments * components), components);
            var rows = new double[segments * p];
            for (int n = 0; n < segments; n++) {
                System.arraycopy(x, x.length - p, rows, n * p, p);
            }
            var parameters = tensor(rows, p);
            var ends = new ArrayList<Ends>();
            var y = starts;
            for (int k = 0; k < every; k++) {
                if (slopes) {
                    // Derivatives are those of one interval; the chain rule does the rest.
                    y = Autograd.leaf(y);
                    parameters = Autograd.leaf(parameters);
                }
                var end = interval(y, parameters, k);
                var here = Ends.of(end, y, parameters, slopes);
                ends.add(slopes && k > 0 ? here.after(ends.getLast()) : here);
                y = end;
            }
            return assembled(x, p, ends, slopes);
        }
    }

    private Tensor tensor(double[] values, int columns) {
        return Tensors.of(values, Kind.DOUBLE, segments, columns);
    }

    /// All segments across one interval between samples.
    private Tensor interval(Tensor y, Tensor parameters, int k) {
        var from = new double[segments];
        var length = new double[segments];
        for (int n = 0; n < segments; n++) {
            from[n] = times[sample(n, k)];
            length[n] = times[sample(n, k + 1)] - from[n];
        }
        var begin = tensor(from, 1);
        var span = tensor(length, 1);
        VectorField scaled =
                (s, state) ->
                        equation.at(Tensors.plus(begin, s, span), state, parameters).mul(span);
        return Solver.of(method.on(scaled), StepControl.constant(1.0 / steps))
                .solve(y, 0, 1)
                .last();
    }

    /// States at the end of an interval with their derivatives.
    ///
    /// @param values (segments, components)
    /// @param starts derivatives for the starts, (components, segments, components); may be empty
    /// @param parameters for the parameters, likewise
    private record Ends(double[][] values, double[][][] starts, double[][][] parameters) {

        static Ends of(Tensor y, Tensor starts, Tensor parameters, boolean slopes) {
            int d = (int) y.size(1);
            var ofStarts = new double[slopes ? d : 0][][];
            var ofParameters = new double[ofStarts.length][][];
            for (int i = 0; i < ofStarts.length; i++) {
                List<Tensor> both =
                        Autograd.grad(y.select(1, i), List.of(starts, parameters), i < d - 1);
                ofStarts[i] = Tensors.toRows(both.getFirst());
                ofParameters[i] = Tensors.toRows(both.getLast());
            }
            return new Ends(Tensors.toRows(y), ofStarts, ofParameters);
        }

        /// The same with derivatives for where the interval before began.
        Ends after(Ends before) {
            int d = starts.length;
            int rows = values.length;
            int p = parameters[0][0].length;
            var ofStarts = new double[d][rows][d];
            var ofParameters = new double[d][rows][p];
            for (int i = 0; i < d; i++) {
                for (int n = 0; n < rows; n++) {
                    ofParameters[i][n] = parameters[i][n].clone();
                    for (int l = 0; l < d; l++) {
                        double slope = starts[i][n][l];
                        for (int j = 0; j < d; j++) {
                            ofStarts[i][n][j] += slope * before.starts[l][n][j];
                        }
                        for (int j = 0; j < p; j++) {
                            ofParameters[i][n][j] += slope * before.parameters[l][n][j];
                        }
                    }
                }
            }
            return new Ends(values, ofStarts, ofParameters);
        }
    }

    private Point assembled(double[] x, int p, List<Ends> ends, boolean slopes) {
        int d = components;
        int unknowns = x.length;
        var residuals = new ArrayList<Double>();
        var rows = new ArrayList<double[]>();
        var jumps = new double[segments * d];
        var jumpRows = new double[slopes ? jumps.length : 0][];
        for (int c = 0; c < d; c++) {
            if (!Double.isNaN(values[0][c])) {
                residuals.add((x[c] - values[0][c]) / unit[c]);
                var row = new double[slopes ? unknowns : 0];
                if (slopes) {
                    row[c] = 1 / unit[c];
                }
                rows.add(row);
            }
        }
        for (int n = 0; n < segments; n++) {
            int last = sample(n + 1, 0) - sample(n, 0);
            for (int k = 1; k <= every; k++) {
                var end = ends.get(k - 1);
                for (int i = 0; i < d; i++) {
                    var row = slopes ? row(end, n, i, unknowns, p) : new double[0];
                    double seen = values[sample(n, k)][i];
                    if (k <= last && !Double.isNaN(seen)) {
                        residuals.add((end.values()[n][i] - seen) / unit[i]);
                        rows.add(row);
                    }
                    if (k == every) {
                        int next = (n + 1) * d + i;
                        jumps[n * d + i] = (end.values()[n][i] - x[next]) / unit[i];
                        if (slopes) {
                            var jump = row.clone();
                            jump[next] -= 1 / unit[i];
                            jumpRows[n * d + i] = jump;
                        }
                    }
                }
            }
        }
        return new Point(
                residuals.stream().mapToDouble(Double::doubleValue).toArray(),
                jumps,
                slopes ? rows.toArray(double[][]::new) : new double[0][],
                jumpRows,
                unknowns);
    }

    private double[] row(Ends end, int segment, int component, int unknowns, int p) {
        var row = new double[unknowns];
        for (int j = 0; j < components; j++) {
            row[segment * components + j] = end.starts()[component][segment][j] / unit[component];
        }
        for (int j = 0; j < p; j++) {
            row[unknowns - p + j] = end.parameters()[component][segment][j] / unit[component];
        }
        return row;
    }
}
