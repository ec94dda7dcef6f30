package org.separatrix.analysis.invariants;

import org.separatrix.analysis.lyapunov.LyapunovSpectrum;
import org.separatrix.dynamics.catalog.Estimate;
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

    private static final double FEW_ERRORS = 3;

    /// Difference from a published value, over the larger of the two, that is worth a word.
    private static final double DIFFERENT = 0.15;

    private Remarks() {}

    /// Flows and maps are held to more than systems of which only the leading exponents are known.
    static void add(SystemDescription system, LyapunovSpectrum spectrum, List<String> remarks) {
        double unit = system.kind() == Kind.MAP ? 1 : system.period().orElse(1);
        chaos(system, spectrum, unit, remarks);
        published(system, spectrum, unit, remarks);
        if (!Double.isNaN(spectrum.divergence())) {
            sum(spectrum, remarks);
        } else if (!(spectrum.sum().value() < 0)) {
            remarks.add(
                    "the Kaplan-Yorke dimension exceeds the %d exponents that were computed"
                            .formatted(spectrum.exponents().size()));
        }
        if (spectrum.course().stiff()) {
            remarks.add("stiff: the last exponent follows from the mean divergence");
        }
        if (system.kind() == Kind.FLOW) {
            zero(spectrum, remarks);
            jumps(system.system(), spectrum, remarks);
        }
    }

    /// The published value, where it is not what was found here.
    private static void published(
            SystemDescription system,
            LyapunovSpectrum spectrum,
            double unit,
            List<String> remarks) {
        var largest = spectrum.largest();
        var other = system.published().largestLyapunov();
        if (other.isEmpty() || (isRegular(largest, unit) && isChaotic(other.get(), unit))) {
            // Nothing to compare, or said already.
            return;
        }
        double difference = Math.abs(largest.value() - other.get().value());
        double error = Math.hypot(largest.error(), finite(other.get().error()));
        double size = Math.max(Math.abs(largest.value()), Math.abs(other.get().value()));
        boolean differs =
                (Double.isFinite(other.get().error()) && difference > FEW_ERRORS * error)
                        || (difference > DIFFERENT * size && difference > 2 * error);
        if (differs) {
            remarks.add(
                    String.format(
                            Locale.ROOT,
                            "largest exponent %.3g here, %.3g published",
                            largest.value(),
                            other.get().value()));
        }
    }

    private static double finite(double error) {
        return Double.isFinite(error) ? error : 0;
    }

    private static boolean isRegular(Estimate exponent, double unit) {
        return exponent.value() * unit < SystemAnalysis.CHAOS;
    }

    private static boolean isChaotic(Estimate exponent, double unit) {
        return !isRegular(exponent, unit);
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

    private static void jumps(
            EquationSystem system, LyapunovSpectrum spectrum, List<String> remarks) {
        var course = spectrum.course();
        if (course.jumps() == 0 && !course.slid()) {
            return;
        }
        var names = new TreeSet<String>();
        system.rightHandSides().forEach(e -> collect(e, names));
        system.definitions().forEach(definition -> collect(definition.expression(), names));
        String where = "the right-hand side jumps (" + String.join(", ", names) + ")";
        remarks.add(
                course.slid()
                        ? where
                                + " and the trajectory slides along the jump, where tangent vectors"
                                + " ignore it"
                        : where + ", and tangent vectors jump with it");
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
