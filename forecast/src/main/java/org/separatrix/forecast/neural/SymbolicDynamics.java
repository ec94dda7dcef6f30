package org.separatrix.forecast.neural;

import org.separatrix.analysis.symbolic.ParetoFront;
import org.separatrix.analysis.symbolic.SymbolicRegressor;
import org.separatrix.analysis.symbolic.SymbolicSettings;
import org.separatrix.equations.Expression;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Kind;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Tensors;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.solve.RungeKutta;
import org.separatrix.learn.solve.Solver;
import org.separatrix.learn.solve.StepControl;
import org.separatrix.learn.solve.VectorField;
import org.separatrix.learn.training.Adam;
import org.separatrix.learn.training.Schedule;
import org.separatrix.learn.training.Step;
import org.separatrix.learn.training.Terms;
import org.separatrix.learn.training.Training;
import org.separatrix.learn.training.TrainingSettings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Reads the law of motion off trajectories.
///
/// A neural differential equation is trained first; its field, smooth and free of noise, is then
/// put into symbols component by component, the constants are tuned through the solver, and
/// rounded.
///
/// ```java
/// var law = SymbolicDynamics.discover(times, series, SymbolicDynamics.Settings.DEFAULT, new Seeds(1));
/// law.text();   // such as [x1/(1 + x1), -x0/(1 + x0)]
/// ```
///
/// Source: P. Kidger (2021), 6.1.
public final class SymbolicDynamics {

    private SymbolicDynamics() {}

    /// Settings.
    ///
    /// @param width units of a hidden layer
    /// @param depth hidden layers
    /// @param batch series an update
    /// @param updates of the network on the first tenth of each series, and again on all of it
    /// @param rate learning rate of the network
    /// @param substeps samples that one step of the solver covers
    /// @param points where the learned field is put into symbols
    /// @param search settings of the symbolic regression; its seed is drawn anew
    /// @param tuning updates of the constants
    /// @param tuningRate learning rate of the constants
    /// @param decimals that constants keep
    public record Settings(
            int width,
            int depth,
            int batch,
            int updates,
            double rate,
            int substeps,
            int points,
            SymbolicSettings search,
            int tuning,
            double tuningRate,
            int decimals) {

        /// Two minutes on one processor for series of a hundred samples.
        public static final Settings DEFAULT =
                new Settings(
                        64,
                        2,
                        32,
                        500,
                        3e-3,
                        4,
                        2000,
                        SymbolicSettings.DEFAULT.upTo(15),
                        500,
                        3e-3,
                        2);

        public Settings {
            if (updates < 1 || tuning < 1 || batch < 1 || substeps < 1 || points < 2) {
                throw new LabException(
                        "updates, tuning, batch and substeps must be at least 1 and points at least"
                                + " 2, got %d, %d, %d, %d and %d"
                                        .formatted(updates, tuning, batch, substeps, points));
            }
        }

        /// Another effort: updates of the network and of the constants.
        Settings trained(int newUpdates, int newTuning) {
            return new Settings(
                    width,
                    depth,
                    batch,
                    newUpdates,
                    rate,
                    substeps,
                    points,
                    search,
                    newTuning,
                    tuningRate,
                    decimals);
        }
    }

    /// What was found.
    ///
    /// @param field the learned field
    /// @param fronts formulas of each component by complexity
    /// @param chosen the formula of the best score of each component
    /// @param tuned with constants that make the solution fit the series
    /// @param rounded with constants rounded
    public record Law(
            PlainField field,
            List<ParetoFront> fronts,
            List<Expression> chosen,
            List<Expression> tuned,
            List<Expression> rounded) {

        /// The rounded formulas in the language of equations, in variables `x0`, `x1`, ...
        public List<String> text() {
            return Formulas.text(rounded);
        }
    }

    /// The law behind series.
    ///
    /// @param times of the samples, equally spaced, shared by all series
    /// @param series (series, times, components)
    /// @throws LabException if the training fails or the data cannot be used
    public static Law discover(
            double[] times, double[][][] series, Settings settings, Seeds seeds) {
        check(times, series);
        try {
            var field = train(times, series, settings, seeds);
            var points = sample(series, settings.points(), seeds.of("points"));
            var slopes = new double[points.length][points[0].length];
            for (int i = 0; i < points.length; i++) {
                field.derivative(0, points[i], slopes[i]);
            }
            var fronts = regress(points, slopes, settings.search(), seeds);
            var chosen = fronts.stream().map(front -> front.best().expression()).toList();
            var tuned = tune(times, series, chosen, settings, seeds);
            var rounded = Formulas.rounded(tuned, settings.decimals());
            return new Law(field, fronts, chosen, tuned, rounded);
        } catch (LearnException e) {
            throw new LabException("symbolic dynamics: " + e.getMessage(), e);
        }
    }

    private static void check(double[] times, double[][][] series) {
        if (times.length < 3) {
            throw new LabException("at least three samples are needed, got " + times.length);
        }
        double step = times[1] - times[0];
        for (int i = 1; i < times.length; i++) {
            if (Math.abs(times[i] - times[i - 1] - step) > 1e-9 * Math.abs(step) + 1e-12) {
                throw new LabException("times must be equally spaced; resample the series");
            }
        }
        if (series.length == 0) {
            throw new LabException("at least one series is needed, got none");
        }
        for (int b = 0; b < series.length; b++) {
            if (series[b].length != times.length) {
                throw new LabException(
                        "series %d has %d samples at %d times"
                                .formatted(b, series[b].length, times.length));
            }
            for (var row : series[b]) {
                if (!Arrays.stream(row).allMatch(Double::isFinite)) {
                    throw new LabException(
                            "series %d holds values that are not finite".formatted(b));
                }
            }
        }
    }

    private static PlainField train(
            double[] times, double[][][] series, Settings settings, Seeds seeds) {
        int d = series[0][0].length;
        var network = BoundedField.of(d, settings.width(), settings.depth(), d);
        try (var weights = Weights.create(network, Kind.DOUBLE, seeds.of("weights"))) {
            for (boolean whole : new boolean[] {false, true}) {
                int length = whole ? times.length : Math.max(2, times.length / 10);
                long updates = settings.updates();
                var seed = seeds.of(whole ? "whole" : "beginnings").nextLong();
                try (var training =
                        new Training(
                                weights,
                                Adam.standard(),
                                Schedule.cosine(settings.rate(), settings.rate() / 30, updates),
                                TrainingSettings.of(updates, seed).clippedAt(1),
                                (step, terms) ->
                                        misfit(
                                                (_, y) -> network.forward(step.weights(), y),
                                                times,
                                                series,
                                                length,
                                                settings,
                                                step,
                                                terms))) {
                    training.run();
                }
            }
            return PlainField.of(network, weights);
        }
    }

    /// Mean squared distance between the first `length` samples of a batch and the solutions from
    /// their first.
    private static void misfit(
            VectorField field,
            double[] times,
            double[][][] series,
            int length,
            Settings settings,
            Step step,
            Terms terms) {
        var chosen = step.batch(series.length, settings.batch());
        int d = series[0][0].length;
        var values = new double[length * chosen.length * d];
        int k = 0;
        for (int i = 0; i < length; i++) {
            for (long b : chosen) {
                for (int j = 0; j < d; j++) {
                    values[k++] = series[(int) b][i][j];
                }
            }
        }
        var data = Tensors.of(values, Kind.DOUBLE, length, chosen.length, d);
        double h = settings.substeps() * (times[1] - times[0]);
        var path =
                Solver.of(RungeKutta.TSIT5.on(field), StepControl.constant(h))
                        .solve(data.select(0, 0), Arrays.copyOf(times, length))
                        .values();
        terms.add("misfit", path.sub(data).square().mean());
    }

    private static double[][] sample(double[][][] series, int points, RandomGenerator random) {
        var rows = new double[points][];
        for (int i = 0; i < points; i++) {
            var one = series[random.nextInt(series.length)];
            rows[i] = one[random.nextInt(one.length)];
        }
        return rows;
    }

    /// Formulas of each component of a field known at points.
    static List<ParetoFront> regress(
            double[][] points, double[][] slopes, SymbolicSettings search, Seeds seeds) {
        var fronts = new ArrayList<ParetoFront>();
        for (int j = 0; j < slopes[0].length; j++) {
            var target = new double[points.length];
            for (int i = 0; i < target.length; i++) {
                target[i] = slopes[i][j];
            }
            long seed = seeds.of("search", j).nextLong();
            fronts.add(new SymbolicRegressor(search.seeded(seed)).fit(points, target));
        }
        return fronts;
    }

    private static List<Expression> tune(
            double[] times,
            double[][][] series,
            List<Expression> formulas,
            Settings settings,
            Seeds seeds) {
        var general = Formulas.generalised(formulas);
        if (general.constants().length == 0) {
            return formulas;
        }
        try (var weights = Weights.create(general, Kind.DOUBLE, seeds.of("constants"));
                var training =
                        new Training(
                                weights,
                                Adam.standard(),
                                Schedule.cosine(
                                        settings.tuningRate(),
                                        settings.tuningRate() / 100,
                                        settings.tuning()),
                                TrainingSettings.of(
                                                settings.tuning(), seeds.of("tuning").nextLong())
                                        .clippedAt(1),
                                (step, terms) ->
                                        misfit(
                                                (_, y) -> general.forward(step.weights(), y),
                                                times,
                                                series,
                                                times.length,
                                                settings,
                                                step,
                                                terms))) {
            training.run();
            return general.with(weights.toArray());
        }
    }
}
