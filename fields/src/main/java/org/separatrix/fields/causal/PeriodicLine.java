package org.separatrix.fields.causal;

import org.separatrix.equations.EquationException;
import org.separatrix.equations.Equations;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Expressions;
import org.separatrix.equations.Interpreter;
import org.separatrix.lab.LabException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads evolution equations on a periodic line and their start from text, such as `u_t = 0.1*u_xx
/// - u*u_x` with `sin(pi*x)`; several are parted by semicolons.
///
/// Every mistake is one line that names the place.
final class PeriodicLine {

    private static final Pattern LEFT =
            Pattern.compile("^(\\s*[A-Za-z][A-Za-z0-9]*)(?:_t|'\\s?)(\\s*=.*)$", Pattern.DOTALL);
    private static final int LONGEST = 10_000;

    private PeriodicLine() {}

    /// @param equation `field_t = f` of fields, `field_x` to `field_xxxxxx`, x, t and parameters
    /// @param initial one formula of x and the parameters a field, in the order of the equations
    /// @param parameters such as `beta=30`
    /// @param domain its two ends
    /// @throws LabException if something cannot be read
    static PinnProblem problem(
            String equation,
            String initial,
            List<String> parameters,
            List<Double> domain,
            double initialWeight,
            double end) {
        if (domain.size() != 2 || !(domain.get(1) > domain.get(0))) {
            throw new LabException(
                    "domain must be two ascending numbers such as -1,1, got " + domain);
        }
        var values = values(parameters);
        var residuals = residuals(equation, values);
        var profiles = profiles(initial, values, residuals.fields());
        for (String name : residuals.names()) {
            residuals.quantity(name);
        }
        return PinnProblem.periodic(
                String.join(", ", residuals.fields()),
                residuals,
                domain.get(0),
                domain.get(1) - domain.get(0),
                place -> {
                    var u = new double[profiles.size()];
                    for (int f = 0; f < u.length; f++) {
                        u[f] =
                                Interpreter.evaluate(
                                        profiles.get(f),
                                        name ->
                                                name.equals("x")
                                                        ? place[0]
                                                        : values.getOrDefault(name, Double.NaN));
                        if (!Double.isFinite(u[f])) {
                            throw new LabException(
                                    "initial %d is %s at x = %s".formatted(f + 1, u[f], place[0]));
                        }
                    }
                    return u;
                },
                initialWeight,
                end);
    }

    private static Formulas residuals(String equation, Map<String, Double> values) {
        var lines = new ArrayList<String>();
        for (String part : parts("equation", equation)) {
            var matcher = LEFT.matcher(part);
            if (!matcher.matches()) {
                throw new LabException(
                        "equation %d must begin with a time derivative, such as u_t = ..., got '%s'"
                                .formatted(lines.size() + 1, part.strip()));
            }
            // As many characters as before, so that columns stay what they are.
            lines.add(matcher.group(1) + "' " + matcher.group(2));
        }
        try {
            return Formulas.residuals(String.join("\n", lines), PinnProblems.LINE, values);
        } catch (EquationException e) {
            throw new LabException(
                    "equation %d, column %d: %s".formatted(e.line(), e.column(), e.problem()), e);
        }
    }

    private static List<Expression> profiles(
            String initial, Map<String, Double> values, List<String> fields) {
        var profiles = new ArrayList<Expression>();
        for (String part : parts("initial", initial)) {
            int number = profiles.size() + 1;
            try {
                var profile = Equations.parseExpression(part);
                for (String name : Expressions.symbols(profile)) {
                    if (!name.equals("x") && !values.containsKey(name)) {
                        throw new LabException(
                                "initial %d, column %d: unknown name '%s'; there are x and the parameters %s"
                                        .formatted(
                                                number, column(part, name), name, values.keySet()));
                    }
                }
                profiles.add(profile);
            } catch (EquationException e) {
                throw new LabException(
                        "initial %d, column %d: %s".formatted(number, e.column(), e.problem()), e);
            }
        }
        if (profiles.size() != fields.size()) {
            throw new LabException(
                    "initial needs %d formulas for %s parted by semicolons, got %d"
                            .formatted(fields.size(), String.join(", ", fields), profiles.size()));
        }
        return profiles;
    }

    private static int column(String text, String name) {
        var matcher = Pattern.compile("\\b" + Pattern.quote(name) + "\\b").matcher(text);
        return matcher.find() ? matcher.start() + 1 : 1;
    }

    private static List<String> parts(String what, String text) {
        if (text.length() > LONGEST) {
            throw new LabException(
                    "%s must be at most %d characters long, got %d"
                            .formatted(what, LONGEST, text.length()));
        }
        var parts = new ArrayList<String>();
        for (String part : text.split("[;\n]", -1)) {
            if (!part.isBlank()) {
                parts.add(part);
            }
        }
        if (parts.isEmpty()) {
            throw new LabException(what + " must not be empty");
        }
        return parts;
    }

    private static Map<String, Double> values(List<String> parameters) {
        var values = new LinkedHashMap<String, Double>();
        for (String parameter : parameters) {
            int cut = parameter.indexOf('=');
            try {
                values.put(
                        parameter.substring(0, Math.max(0, cut)).strip(),
                        Double.parseDouble(parameter.substring(cut + 1)));
            } catch (NumberFormatException e) {
                throw new LabException(
                        "parameters must look like beta=30, got '%s'".formatted(parameter), e);
            }
            if (cut < 1) {
                throw new LabException(
                        "parameters must look like beta=30, got '%s'".formatted(parameter));
            }
        }
        return values;
    }
}
