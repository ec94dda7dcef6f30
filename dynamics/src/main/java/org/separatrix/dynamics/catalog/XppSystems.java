package org.separatrix.dynamics.catalog;

import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.Equations;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Expressions;
import org.separatrix.equations.TextPrinter;
import org.separatrix.equations.XppFile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/// Models of XPPAUT as systems of the catalogue.
public final class XppSystems {

    private XppSystems() {}

    /// The system of a model; its name is that of the file without folder and ending, `dt` becomes
    /// the step.
    ///
    /// @param fileName where the model came from
    public static SystemDescription describe(XppFile file, String fileName) {
        String name =
                fileName.substring(
                        Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
        int dot = name.lastIndexOf('.');
        var system = file.system();
        return new SystemDescription(
                dot > 0 ? name.substring(0, dot) : name,
                kind(system),
                "",
                "",
                "",
                TextPrinter.print(system),
                Equations.parameters(system),
                file.initial().stream().mapToDouble(Double::doubleValue).toArray(),
                new double[0],
                OptionalDouble.empty(),
                positive(file.options().getOrDefault("dt", "")),
                List.of(),
                List.of(),
                Optional.empty(),
                Invariants.NONE,
                Invariants.NONE,
                "",
                Map.of(),
                file.ignored().isEmpty()
                        ? ""
                        : "Without effect: " + String.join(", ", file.ignored()),
                Map.of());
    }

    private static SystemDescription.Kind kind(EquationSystem system) {
        boolean delays =
                Stream.concat(
                                system.rightHandSides().stream(),
                                system.definitions().stream().map(d -> d.expression()))
                        .anyMatch(XppSystems::looksBack);
        if (system.map()) {
            return SystemDescription.Kind.MAP;
        }
        if (delays) {
            return SystemDescription.Kind.DELAY;
        }
        return system.noise().isEmpty()
                ? SystemDescription.Kind.FLOW
                : SystemDescription.Kind.STOCHASTIC;
    }

    private static boolean looksBack(Expression expression) {
        return !Expressions.delays(expression).isEmpty();
    }

    private static OptionalDouble positive(String text) {
        try {
            double value = Double.parseDouble(text);
            return value > 0 && value < Double.POSITIVE_INFINITY
                    ? OptionalDouble.of(value)
                    : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
