package org.separatrix.equations;

import org.separatrix.equations.Expression.Binary;
import org.separatrix.equations.Expression.Comparison;
import org.separatrix.equations.Expression.Conditional;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Expression.Delayed;
import org.separatrix.equations.Expression.Symbol;
import org.separatrix.equations.Expression.Unary;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Writes expressions and systems as LaTeX mathematics (needs `amsmath`).
///
/// Greek names become letters (`sigma`), trailing digits, parts after `_` and indices become
/// subscripts (`x1`, `v_max`, `A[0,1]`), names of several letters stand upright.
public final class LatexPrinter {

    private static final int SUM = 1;
    private static final int PRODUCT = 2;
    private static final int ATOM = 3;

    private static final Set<String> GREEK =
            Set.of(
                    "alpha",
                    "beta",
                    "gamma",
                    "delta",
                    "epsilon",
                    "varepsilon",
                    "zeta",
                    "eta",
                    "theta",
                    "vartheta",
                    "iota",
                    "kappa",
                    "lambda",
                    "mu",
                    "nu",
                    "xi",
                    "pi",
                    "rho",
                    "varrho",
                    "sigma",
                    "tau",
                    "upsilon",
                    "phi",
                    "varphi",
                    "chi",
                    "psi",
                    "omega",
                    "Gamma",
                    "Delta",
                    "Theta",
                    "Lambda",
                    "Xi",
                    "Pi",
                    "Sigma",
                    "Upsilon",
                    "Phi",
                    "Psi",
                    "Omega");

    private final StringBuilder out = new StringBuilder();

    private LatexPrinter() {}

    /// The expression as LaTeX, without math delimiters.
    public static String print(Expression expression) {
        var printer = new LatexPrinter();
        printer.write(expression);
        return printer.out.toString();
    }

    /// The system as an `aligned` block: definitions, then time derivatives with a dot or, for a
    /// map, assignments; noise channel k is written as the white noise `\xi_{k}`.
    public static String print(EquationSystem system) {
        List<String> lines = new ArrayList<>();
        for (var definition : system.definitions()) {
            lines.add(name(definition.name(), "%s") + " &= " + print(definition.expression()));
        }
        for (int i = 0; i < system.dimension(); i++) {
            String state = system.states().get(i);
            String left =
                    system.map()
                            ? name(state, "%s") + " &\\mapsto "
                            : name(state, "\\dot{%s}") + " &= ";
            lines.add(left + print(TextPrinter.withNoise(system, i)));
        }
        return "\\begin{aligned}\n" + String.join(" \\\\\n", lines) + "\n\\end{aligned}";
    }

    private void write(Expression expression) {
        switch (expression) {
            case Constant(double value) -> out.append(number(value));
            case Symbol(String name) -> out.append(name(name, "%s"));
            case Delayed(String state, Expression lag) -> {
                out.append(name(state, "%s")).append("\\left(t - ");
                operand(lag, PRODUCT);
                out.append("\\right)");
            }
            case Unary(UnaryFunction function, Expression argument) -> write(function, argument);
            case Binary binary -> write(binary);
            case Conditional(
                            Comparison(Relation relation, Expression left, Expression right),
                            Expression then,
                            Expression otherwise) -> {
                out.append("\\begin{cases} ");
                write(then);
                out.append(" & \\text{if } ");
                write(left);
                out.append(relation(relation));
                write(right);
                out.append(" \\\\ ");
                write(otherwise);
                out.append(" & \\text{otherwise} \\end{cases}");
            }
        }
    }

    private void write(UnaryFunction function, Expression argument) {
        switch (function) {
            case NEGATE -> {
                out.append('-');
                if (signed(argument)) {
                    parenthesised(argument);
                } else {
                    operand(argument, PRODUCT);
                }
            }
            case SQRT -> around("\\sqrt{", argument, "}");
            case ABS -> around("\\left|", argument, "\\right|");
            case FLOOR -> around("\\left\\lfloor ", argument, "\\right\\rfloor ");
            case SIN, COS, TAN, SINH, COSH, TANH, EXP ->
                    around("\\" + function.text() + "\\left(", argument, "\\right)");
            case ASIN, ACOS, ATAN ->
                    around(
                            "\\arc" + function.text().substring(1) + "\\left(",
                            argument,
                            "\\right)");
            case LOG -> around("\\ln\\left(", argument, "\\right)");
            case LOG10 -> around("\\log_{10}\\left(", argument, "\\right)");
            case SIGN -> around("\\operatorname{sgn}\\left(", argument, "\\right)");
            case STEP -> around("\\operatorname{step}\\left(", argument, "\\right)");
        }
    }

    private void around(String before, Expression inner, String after) {
        out.append(before);
        write(inner);
        out.append(after);
    }

    private void write(Binary binary) {
        Expression left = binary.left();
        Expression right = binary.right();
        switch (binary.function()) {
            case ADD, SUBTRACT -> {
                operand(left, SUM);
                out.append(' ').append(binary.function().text()).append(' ');
                if (signed(right)) {
                    parenthesised(right);
                } else {
                    operand(right, PRODUCT);
                }
            }
            case MULTIPLY -> {
                operand(left, PRODUCT);
                int joint = out.length();
                if (signed(right)) {
                    parenthesised(right);
                } else {
                    operand(right, PRODUCT);
                }
                boolean digit = Character.isDigit(out.charAt(joint));
                out.insert(joint, digit ? " \\cdot " : " \\, ");
            }
            case DIVIDE -> {
                boolean negated = negated(left);
                out.append(negated ? "-\\frac{" : "\\frac{");
                write(left instanceof Unary(_, Expression inner) && negated ? inner : left);
                around("}{", right, "}");
            }
            case POWER -> {
                operand(left, ATOM);
                around("^{", right, "}");
            }
            case MIN, MAX -> pair("\\" + binary.function().text(), left, right);
            case ATAN2, MOD ->
                    pair("\\operatorname{" + binary.function().text() + "}", left, right);
        }
    }

    private void pair(String function, Expression left, Expression right) {
        around(function + "\\left(", left, ", ");
        around("", right, "\\right)");
    }

    private void operand(Expression expression, int least) {
        if (binding(expression) < least) {
            parenthesised(expression);
        } else {
            write(expression);
        }
    }

    private void parenthesised(Expression expression) {
        around("\\left(", expression, "\\right)");
    }

    /// Whether the expression starts with a minus sign.
    private static boolean signed(Expression expression) {
        return switch (expression) {
            case Constant(double value) -> Numbers.signed(value);
            case Unary _ -> negated(expression);
            case Binary(BinaryFunction function, Expression left, _) ->
                    function == BinaryFunction.DIVIDE
                            ? negated(left)
                            : function == BinaryFunction.MULTIPLY && signed(left);
            case Symbol _, Delayed _, Conditional _ -> false;
        };
    }

    private static boolean negated(Expression expression) {
        return expression instanceof Unary(UnaryFunction function, _)
                && function == UnaryFunction.NEGATE;
    }

    private static int binding(Expression expression) {
        return switch (expression) {
            case Constant(double value) ->
                    Numbers.signed(value) ? SUM : number(value).contains("10^") ? PRODUCT : ATOM;
            case Unary _ -> negated(expression) ? SUM : ATOM;
            case Binary(BinaryFunction function, _, _) ->
                    switch (function) {
                        case ADD, SUBTRACT -> SUM;
                        case MULTIPLY, DIVIDE, POWER -> PRODUCT;
                        case ATAN2, MIN, MAX, MOD -> ATOM;
                    };
            case Conditional _ -> PRODUCT;
            case Symbol _, Delayed _ -> ATOM;
        };
    }

    private static String relation(Relation relation) {
        return switch (relation) {
            case LESS -> " < ";
            case LESS_OR_EQUAL -> " \\le ";
            case GREATER -> " > ";
            case GREATER_OR_EQUAL -> " \\ge ";
            case EQUAL -> " = ";
            case NOT_EQUAL -> " \\ne ";
        };
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "\\mathrm{NaN}";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "\\infty" : "\\left(-\\infty\\right)";
        }
        if (value == Math.PI) {
            return "\\pi";
        }
        if (value == Math.E) {
            return "\\mathrm{e}";
        }
        String text = Numbers.text(value);
        int exponent = text.indexOf('e');
        if (exponent < 0) {
            return text;
        }
        String power = "10^{" + text.substring(exponent + 1) + "}";
        return switch (text.substring(0, exponent)) {
            case "1" -> power;
            case "-1" -> "-" + power;
            case String mantissa -> mantissa + " \\cdot " + power;
        };
    }

    /// A name with its letter set in `format`, so that an accent sits on the letter alone.
    private static String name(String name, String format) {
        if (name.startsWith(Expander.NOISE + "[")) {
            return "\\xi_{" + name.substring(Expander.NOISE.length() + 1, name.length() - 1) + "}";
        }
        int bracket = name.indexOf('[');
        String plain = bracket < 0 ? name : name.substring(0, bracket);
        List<String> parts = new ArrayList<>(List.of(plain.split("_+")));
        parts.removeIf(String::isEmpty);
        String head = parts.isEmpty() ? "\\_" : parts.removeFirst();
        List<String> subscripts = new ArrayList<>();
        int letters = head.length();
        while (letters > 1 && Character.isDigit(head.charAt(letters - 1))) {
            letters--;
        }
        if (letters < head.length()) {
            subscripts.add(head.substring(letters));
        }
        parts.forEach(part -> subscripts.add(word(part)));
        if (bracket >= 0) {
            subscripts.add(name.substring(bracket + 1, name.length() - 1));
        }
        String letter = format.replace("%s", word(head.substring(0, letters)));
        return subscripts.isEmpty() ? letter : letter + "_{" + String.join(",", subscripts) + "}";
    }

    private static String word(String word) {
        if (GREEK.contains(word)) {
            return "\\" + word;
        }
        boolean number = word.chars().allMatch(Character::isDigit);
        return number || word.length() == 1 || word.startsWith("\\")
                ? word
                : "\\mathrm{" + word + "}";
    }
}
