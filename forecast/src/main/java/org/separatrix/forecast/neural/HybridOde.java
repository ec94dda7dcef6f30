package org.separatrix.forecast.neural;

import org.separatrix.dynamics.Flow;
import org.separatrix.equations.Derivative;
import org.separatrix.equations.Equations;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Expressions;
import org.separatrix.equations.Interpreter;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;
import org.separatrix.learn.Kind;
import org.separatrix.learn.LearnException;
import org.separatrix.learn.Precision;
import org.separatrix.learn.network.Weights;
import org.separatrix.learn.training.Watch;

import java.util.Arrays;
import java.util.List;

/// An equation of which a part is known and a network learns the rest: `x' = known(x) +
/// network(x)`, trained through its solution. It is a flow like any other.
///
/// ```java
/// var model = HybridOde.fit(List.of("x", "y"), List.of("1.3*x", "-1.8*y"), times, series,
///         FieldSettings.DEFAULT, new Seeds(0));
/// model.missing(new double[] {1, 2});   // what the known part lacks there
/// ```
///
/// What is missing is determined along the trajectories only, and as far as nothing known could be
/// traded for it.
///
/// Source: C. Rackauckas et al., "Universal differential equations for scientific machine
/// learning", arXiv:2001.04385 (2020); P. Kidger (2021), 2.2.2.
///
/// @param names of the components
/// @param known what is known of each component's right-hand side
/// @param learned the network
/// @param scale of the components, in which the network sees them
/// @param range mean and unit of the network's output, for each component
public record HybridOde(
        List<String> names,
        List<Expression> known,
        PlainField learned,
        Scaling scale,
        Scaling range)
        implements Flow {

    /// Smallest unit of output, in deviations of the component a sample.
    private static final double LEAST = 1e-3;

    /// Learns what is missing.
    ///
    /// @param names of the components
    /// @param known right-hand sides as text, in these names; `0` where nothing is known
    /// @param times of the samples, equally spaced, shared by all series
    /// @param series (series, times, components)
    /// @throws LabException if a formula uses another name, the training fails or the data cannot
    ///   be used
    public static HybridOde fit(
            List<String> names,
            List<String> known,
            double[] times,
            double[][][] series,
            FieldSettings settings,
            Seeds seeds) {
        return fit(names, known, times, series, settings, seeds, Keep.nowhere(Watch.NOBODY));
    }

    /// The same, kept while it trains.
    static HybridOde fit(
            List<String> names,
            List<String> known,
            double[] times,
            double[][][] series,
            FieldSettings settings,
            Seeds seeds,
            Keep keep) {
        SymbolicDynamics.check(times, series);
        int d = series[0][0].length;
        if (names.size() != d || known.size() != d) {
            throw new LabException(
                    "%d names and %d right-hand sides for %d components"
                            .formatted(names.size(), known.size(), d));
        }
        var formulas = known.stream().map(Equations::parseExpression).toList();
        for (var formula : formulas) {
            for (String symbol : Expressions.symbols(formula)) {
                if (!names.contains(symbol)) {
                    throw new LabException(
                            "a known right-hand side uses '%s'; the components are %s"
                                    .formatted(symbol, names));
                }
            }
        }
        var scale = Scaling.of(series);
        var network = BoundedField.of(d, settings.width(), settings.depth(), d);
        var range = range(names, formulas, times, series, scale);
        var field = new HybridField(names, formulas, network, scale, range);
        try (var weights =
                Weights.create(field, Kind.standard(Precision.DOUBLE), seeds.of("weights"))) {
            new FieldMisfit(field, times, series, settings.substeps())
                    .lower(weights, settings, seeds.of("windows").nextLong(), keep);
            return new HybridOde(
                    List.copyOf(names), formulas, PlainField.of(network, weights), scale, range);
        } catch (LearnException e) {
            throw new LabException("hybrid equation: " + e.getMessage(), e);
        }
    }

    /// Mean and twice the deviation of what the slopes of the data, as central differences have
    /// them, lack of the known part.
    ///
    /// What is missing often has one sign. A bounded network that starts about zero then sticks to
    /// its bound, where it has no gradient, and adds a constant for good.
    private static Scaling range(
            List<String> names,
            List<Expression> known,
            double[] times,
            double[][][] series,
            Scaling scale) {
        int d = names.size();
        var missing = new double[series.length][times.length - 2][d];
        for (int s = 0; s < series.length; s++) {
            var one = series[s];
            for (int i = 1; i < times.length - 1; i++) {
                for (int j = 0; j < d; j++) {
                    double slope = (one[i + 1][j] - one[i - 1][j]) / (times[i + 1] - times[i - 1]);
                    missing[s][i - 1][j] = slope - value(known.get(j), names, one[i]);
                }
            }
        }
        var spread = Scaling.of(missing);
        var unit = new double[d];
        for (int j = 0; j < d; j++) {
            double least = LEAST * scale.deviation()[j] / (times[1] - times[0]);
            unit[j] = Math.max(least, 2 * spread.deviation()[j]);
        }
        return new Scaling(spread.mean(), unit);
    }

    @Override
    public int dimension() {
        return names.size();
    }

    /// What the network adds to the known part at a state.
    public double[] missing(double[] x) {
        var value = new double[x.length];
        learned.derivative(0, scale.apply(x), value);
        return range.undo(value);
    }

    @Override
    public void derivative(double t, double[] x, double[] dx) {
        var added = missing(x);
        for (int j = 0; j < dx.length; j++) {
            dx[j] = value(known.get(j), names, x) + added[j];
        }
    }

    /// Exact: symbolic for the known part, by the chain rule for the network.
    @Override
    public void jacobian(double t, double[] x, double[] j) {
        int d = x.length;
        learned.jacobian(t, scale.apply(x), j);
        for (int i = 0; i < d; i++) {
            for (int c = 0; c < d; c++) {
                var slope = Derivative.of(known.get(i), names.get(c));
                j[i * d + c] =
                        range.deviation()[i] * j[i * d + c] / scale.deviation()[c]
                                + value(slope, names, x);
            }
        }
    }

    private static double value(Expression formula, List<String> names, double[] x) {
        return Interpreter.evaluate(formula, name -> x[names.indexOf(name)]);
    }

    @Override
    public void timeDerivative(double t, double[] x, double[] dfdt) {
        Arrays.fill(dfdt, 0);
    }

    @Override
    public HybridOde copy() {
        return this;
    }
}
