package org.separatrix.forecast.laws;

import org.separatrix.equations.Expression;
import org.separatrix.equations.Expressions;
import org.separatrix.equations.Interpreter;
import org.separatrix.equations.Simplifier;
import org.separatrix.equations.TextPrinter;

import java.util.HashMap;
import java.util.List;
import java.util.random.RandomGenerator;

/// The formulas that a search found for a system, beside the true ones.
///
/// @param system its name
/// @param seconds that the search took for all components
record FoundLaw(String system, List<Component> components, double seconds) {

    /// Test error below which a component counts as recovered.
    static final double RECOVERED = 1e-6;

    private static final int BOX = 200;

    /// One component.
    ///
    /// @param truth the law, with numbers for its parameters
    /// @param found what the search says
    /// @param error on the test points, 0 to 2
    /// @param elsewhere largest difference at random points around the orbit, relative to the
    ///   largest slope there: small only if support and coefficients are right
    record Component(String name, String truth, String found, double error, double elsewhere) {

        boolean exact() {
            return error < RECOVERED && elsewhere < RECOVERED;
        }

        static Component of(LawData data, int j, Expression found, RandomGenerator random) {
            var said = new double[data.testPoints().length];
            for (int i = 0; i < said.length; i++) {
                said[i] = value(data, found, data.testPoints()[i]);
            }
            var flow = data.system().flow();
            double largest = 0;
            double worst = 0;
            var slope = new double[data.dimension()];
            for (double[] point : data.box(BOX, random)) {
                flow.derivative(0, point, slope);
                largest = Math.max(largest, Math.abs(slope[j]));
                double difference = Math.abs(value(data, found, point) - slope[j]);
                worst = Double.isFinite(difference) ? Math.max(worst, difference) : 1e300;
            }
            return new Component(
                    data.names().get(j),
                    truth(data, j),
                    TextPrinter.print(found),
                    data.error(j, said),
                    worst / Math.max(largest, 1e-300));
        }

        private static double value(LawData data, Expression formula, double[] point) {
            return Interpreter.evaluate(formula, name -> point[data.names().indexOf(name)]);
        }

        /// The right-hand side with numbers for its parameters and definitions written out.
        private static String truth(LawData data, int j) {
            var system = data.system().system();
            var known = new HashMap<String, Expression>();
            for (int k = 0; k < system.parameters().size(); k++) {
                known.put(
                        system.parameters().get(k),
                        new Expression.Constant(system.values().get(k)));
            }
            for (var definition : system.definitions()) {
                known.put(
                        definition.name(), Expressions.substitute(definition.expression(), known));
            }
            var side = Expressions.substitute(system.rightHandSides().get(j), known);
            return TextPrinter.print(Simplifier.simplify(side));
        }
    }

    /// Test error, median over components.
    double error() {
        return LawData.median(components.stream().mapToDouble(Component::error).toArray());
    }

    /// Largest test error of a component.
    double worst() {
        return components.stream().mapToDouble(Component::error).max().orElse(Double.NaN);
    }

    long exact() {
        return components.stream().filter(Component::exact).count();
    }
}
