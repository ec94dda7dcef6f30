package org.separatrix.forecast.neural;

import org.separatrix.analysis.symbolic.ParetoFront;
import org.separatrix.analysis.symbolic.SymbolicRegressor;
import org.separatrix.analysis.symbolic.SymbolicSettings;
import org.separatrix.equations.Expression;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Kind;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Precision;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.TrainingDivergedException;
import org.separatrix.learn.training.Watch;

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
    /// @param field how the network is built and trained
    /// @param points where the learned field is put into symbols
    /// @param search settings of the symbolic regression; its seed is drawn anew
    /// @param tuning iterations of L-BFGS for the constants, on whole series
    /// @param decimals that constants keep
    public record Settings(
            FieldSettings field, int points, SymbolicSettings search, int tuning, int decimals) {

        /// A minute on one processor for hundreds of series of a hundred samples.
        public static final Settings DEFAULT =
                new Settings(FieldSettings.DEFAULT, 2000, SymbolicSettings.DEFAULT.upTo(15), 30, 2);

        public Settings {
            if (tuning < 1 || points < 2) {
                throw new LabException(
                        "tuning must be at least 1 and points at least 2, got %d and %d"
                                .formatted(tuning, points));
            }
        }

        /// The same with another network or training.
        Settings with(FieldSettings other) {
            return new Settings(other, points, search, tuning, decimals);
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
        return discover(times, series, settings, seeds, Keep.nowhere(Watch.NOBODY));
    }

    /// The same, kept while it trains.
    static Law discover(
            double[] times, double[][][] series, Settings settings, Seeds seeds, Keep keep) {
        check(times, series);
        try {
            var field = train(times, series, settings.field(), seeds, keep);
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

    static void check(double[] times, double[][][] series) {
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
            double[] times, double[][][] series, FieldSettings settings, Seeds seeds, Keep keep) {
        int d = series[0][0].length;
        var network = BoundedField.of(d, settings.width(), settings.depth(), d);
        var kind = Kind.standard(Precision.DOUBLE);
        try (var weights = Weights.create(network, kind, seeds.of("weights"))) {
            new FieldMisfit(network, times, series, settings.substeps())
                    .lower(weights, settings, seeds.of("windows").nextLong(), keep);
            return PlainField.of(network, weights);
        }
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

    /// Formulas whose solutions fit the series best; unchanged where their solutions blow up.
    static List<Expression> tune(
            double[] times,
            double[][][] series,
            List<Expression> formulas,
            Settings settings,
            Seeds seeds) {
        var general = Formulas.generalised(formulas);
        if (general.constants().length == 0) {
            return formulas;
        }
        var some = Arrays.copyOf(series, Math.min(series.length, settings.field().batch()));
        var kind = Kind.standard(Precision.DOUBLE);
        try (var weights = Weights.create(general, kind, seeds.of("constants"))) {
            var misfit = new FieldMisfit(general, times, some, settings.field().substeps());
            misfit.minimise(
                    weights, times.length, settings.tuning(), 0, Keep.nowhere(Watch.NOBODY));
            return general.with(weights.toArray());
        } catch (TrainingDivergedException e) {
            return formulas;
        }
    }
}
