package org.separatrix.fields.causal;

import org.separatrix.lab.LabException;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/// A differential equation with its domain and its start: what is to be solved.
///
/// @param name short name
/// @param residuals formulas that vanish for a solution; axes are time, then the periodic ones
/// @param residualWeights weight of each squared residual, positive
/// @param end time at the end, in time units, from 0
/// @param low smallest coordinate of each periodic axis
/// @param periods lengths of the periodic axes; empty for ordinary differential equations
/// @param initial values of [#observed] at time 0
/// @param observed what the initial condition is about; the fields, unless more is known
/// @param initialWeight lambda of the squared initial error
/// @param scale size of each field, for the built-in initial condition
/// @param builtIn whether the initial condition holds exactly, `u = u0 + scale (t/length) N(t)`;
///   ordinary equations only
public record PinnProblem(
        String name,
        Formulas residuals,
        double[] residualWeights,
        double end,
        double[] low,
        double[] periods,
        Profile initial,
        Formulas observed,
        double initialWeight,
        double[] scale,
        boolean builtIn) {

    /// Values over space.
    @FunctionalInterface
    public interface Profile {

        /// Values at a place.
        ///
        /// @param place the periodic coordinates
        double[] at(double[] place);
    }

    public PinnProblem {
        if (residuals.fields().isEmpty()) {
            throw new LabException("a problem needs a field");
        }
        if (residualWeights.length != residuals.expressions().size()) {
            throw new LabException(
                    "expected %d residual weights, one a residual, got %d"
                            .formatted(residuals.expressions().size(), residualWeights.length));
        }
        if (!(end > 0)) {
            throw new LabException("end must be positive, got " + end);
        }
        if (residuals.axes().size() != 1 + periods.length || low.length != periods.length) {
            throw new LabException(
                    "expected %d periodic axes for the coordinates %s, got %d"
                            .formatted(
                                    residuals.axes().size() - 1, residuals.axes(), periods.length));
        }
        if (scale.length != residuals.fields().size()) {
            throw new LabException(
                    "expected %d scales, one a field, got %d"
                            .formatted(residuals.fields().size(), scale.length));
        }
        if (builtIn && periods.length > 0) {
            throw new LabException(
                    "a built-in initial condition needs an ordinary differential equation");
        }
        if (periods.length == 1) {
            requirePeriodic(initial, low[0], periods[0]);
        }
    }

    private static void requirePeriodic(Profile initial, double low, double period) {
        double[] left = initial.at(new double[] {low});
        double[] right = initial.at(new double[] {low + period});
        double size = 1 + Arrays.stream(left).map(Math::abs).max().orElse(0);
        for (int f = 0; f < left.length; f++) {
            if (Math.abs(left[f] - right[f]) > 1e-8 * size) {
                throw new LabException(
                        "the initial condition is not periodic: it is %s at x = %s and %s at x = %s"
                                .formatted(left[f], low, right[f], low + period));
            }
        }
    }

    /// An ordinary differential equation with its start built in.
    ///
    /// @param scale size of each state, for conditioning
    public static PinnProblem ordinary(
            String name, Formulas residuals, double[] start, double[] scale, double end) {
        var weights = new double[residuals.expressions().size()];
        Arrays.fill(weights, 1);
        return new PinnProblem(
                name,
                residuals,
                weights,
                end,
                new double[0],
                new double[0],
                _ -> start,
                fields(residuals),
                1,
                scale,
                true);
    }

    /// An equation on a periodic line.
    public static PinnProblem periodic(
            String name,
            Formulas residuals,
            double low,
            double period,
            Profile initial,
            double initialWeight,
            double end) {
        var weights = new double[residuals.expressions().size()];
        Arrays.fill(weights, 1);
        return new PinnProblem(
                name,
                residuals,
                weights,
                end,
                new double[] {low},
                new double[] {period},
                initial,
                fields(residuals),
                initialWeight,
                ones(residuals.fields().size()),
                false);
    }

    static Formulas fields(Formulas residuals) {
        return Formulas.of(
                residuals.fields(), residuals.axes(), residuals.fields(), java.util.Map.of());
    }

    static double[] ones(int n) {
        return Collections.nCopies(n, 1.0).stream().mapToDouble(v -> v).toArray();
    }

    /// The same problem up to another time.
    public PinnProblem until(double time) {
        return with(residuals, residualWeights, time);
    }

    /// The same problem with each squared residual weighted.
    public PinnProblem weighted(double... weights) {
        return with(residuals, weights, end);
    }

    /// The same problem with parameters to be found.
    public PinnProblem unknown(List<String> names) {
        return with(residuals.unknown(names), residualWeights, end);
    }

    private PinnProblem with(Formulas formulas, double[] weights, double time) {
        return new PinnProblem(
                name,
                formulas,
                weights,
                time,
                low,
                periods,
                initial,
                observed,
                initialWeight,
                scale,
                builtIn);
    }

    /// What is solved, in one line, for telling one training from another. Parameters are sorted:
    /// the order of a map may change from one start of the program to the next.
    String describe() {
        return "%s %s %s weights %s end %s from %s over %s lambda %s"
                .formatted(
                        name,
                        residuals.expressions(),
                        new TreeMap<>(residuals.parameters()),
                        Arrays.toString(residualWeights),
                        end,
                        Arrays.toString(low),
                        Arrays.toString(periods),
                        initialWeight);
    }

    /// Number of fields.
    public int fields() {
        return residuals.fields().size();
    }

    /// A regular grid of places, `points` a periodic axis, the last axis fastest.
    double[][] grid(int points) {
        int axes = periods.length;
        int count = 1;
        for (int a = 0; a < axes; a++) {
            count *= points;
        }
        var grid = new double[count][axes];
        for (int i = 0; i < count; i++) {
            int rest = i;
            for (int a = axes - 1; a >= 0; a--) {
                grid[i][a] = low[a] + periods[a] * (rest % points) / points;
                rest /= points;
            }
        }
        return grid;
    }
}
