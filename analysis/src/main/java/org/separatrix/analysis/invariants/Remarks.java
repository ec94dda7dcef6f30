package org.separatrix.analysis.invariants;

import org.separatrix.analysis.lyapunov.LyapunovSpectrum;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.dynamics.catalog.SystemDescription.Kind;
import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.Expression;
import org.separatrix.equations.UnaryFunction;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// What a reader should know about a spectrum before believing it.
final class Remarks {

    private Remarks() {}

    static void add(SystemDescription system, LyapunovSpectrum spectrum, List<String> remarks) {
        double unit = system.kind() == Kind.MAP ? 1 : system.period().orElse(1);
        chaos(system, spectrum, unit, remarks);
        sum(spectrum, remarks);
        if (system.kind() == Kind.FLOW) {
            zero(spectrum, remarks);
            jumps(system.system(), remarks);
        }
    }

    private static void chaos(
            SystemDescription system,
            LyapunovSpectrum spectrum,
            double unit,
            List<String> remarks) {
        var largest = spectrum.largest();
        double perPeriod = largest.value() * unit;
        if (perPeriod >= SystemAnalysis.CHAOS) {
            return;
        }
        String measured =
                String.format(
                        Locale.ROOT,
                        "not chaotic in the long run: lambda_1*T = %.4f, below %s",
                        perPeriod,
                        SystemAnalysis.CHAOS);
        remarks.add(
                system.published()
                        .largestLyapunov()
                        .filter(published -> published.value() * unit >= SystemAnalysis.CHAOS)
                        .map(published ->
                                measured
                                        + String.format(
                                                Locale.ROOT,
                                                ", while lambda_1 = %.3g is published",
                                                published.value()))
                        .orElse(measured));
        if (perPeriod > 0 && largest.value() > 2 * largest.error()) {
            remarks.add("the largest exponent is small but not zero within its error");
        }
    }

    private static void sum(LyapunovSpectrum spectrum, List<String> remarks) {
        double sum = spectrum.sum().value();
        double difference = Math.abs(sum - spectrum.divergence());
        if (!(difference <= 1e-3 + 2e-3 * Math.abs(spectrum.divergence()))) {
            remarks.add(
                    String.format(
                            Locale.ROOT,
                            "the exponents sum to %.5g, but the mean divergence is %.5g: lower the"
                                    + " tolerance",
                            sum,
                            spectrum.divergence()));
        }
    }

    /// A bounded flow that does not end in a fixed point has an exponent zero.
    private static void zero(LyapunovSpectrum spectrum, List<String> remarks) {
        double scale = Math.max(1, Math.abs(spectrum.largest().value()));
        boolean vanishes =
                spectrum.exponents().stream()
                        .anyMatch(
                                l -> Math.abs(l.value()) <= Math.max(3 * l.error(), 0.01 * scale));
        if (!vanishes) {
            remarks.add(
                    "no exponent vanishes: the trajectory ends in a fixed point or its tangent"
                            + " vectors miss jumps of the right-hand side");
        }
    }

    private static void jumps(EquationSystem system, List<String> remarks) {
        var names = new TreeSet<String>();
        system.rightHandSides().forEach(e -> collect(e, names));
        system.definitions().forEach(definition -> collect(definition.expression(), names));
        if (!names.isEmpty()) {
            remarks.add(
                    ("the right-hand side holds %s: jumps are crossed, but where the trajectory"
                                    + " slides along one, the tangent vectors ignore it")
                            .formatted(String.join(", ", names)));
        }
    }

    private static void collect(Expression expression, Set<String> names) {
        switch (expression) {
            case Expression.Constant _, Expression.Symbol _, Expression.Delayed _ -> {}
            case Expression.Unary(UnaryFunction function, Expression argument) -> {
                if (function == UnaryFunction.SIGN
                        || function == UnaryFunction.STEP
                        || function == UnaryFunction.FLOOR) {
                    names.add(function.name().toLowerCase(Locale.ROOT));
                }
                collect(argument, names);
            }
            case Expression.Binary(BinaryFunction function, Expression left, Expression right) -> {
                if (function == BinaryFunction.MOD) {
                    names.add("mod");
                }
                collect(left, names);
                collect(right, names);
            }
            case Expression.Conditional(_, Expression then, Expression otherwise) -> {
                names.add("if");
                collect(then, names);
                collect(otherwise, names);
            }
        }
    }
}
