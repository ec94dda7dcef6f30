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
import java.util.Map;

/// Writes expressions and systems as MathML, which browsers set without a library.
///
/// Greek names become letters (`sigma`), trailing digits, parts after `_` and indices become
/// subscripts (`x1`, `v_max`, `A[0,1]`), names of several letters stand upright, as [LatexPrinter]
/// has them. Names are made of letters, digits and `_`, so nothing in the result can be other
/// markup.
public final class MathMlPrinter {

    private static final int SUM = 1;
    private static final int PRODUCT = 2;
    private static final int ATOM = 3;

    private static final Map<String, String> GREEK =
            Map.ofEntries(
                    Map.entry("alpha", "α"),
                    Map.entry("beta", "β"),
                    Map.entry("gamma", "γ"),
                    Map.entry("delta", "δ"),
                    Map.entry("epsilon", "ε"),
                    Map.entry("varepsilon", "ε"),
                    Map.entry("zeta", "ζ"),
                    Map.entry("eta", "η"),
                    Map.entry("theta", "θ"),
                    Map.entry("vartheta", "ϑ"),
                    Map.entry("iota", "ι"),
                    Map.entry("kappa", "κ"),
                    Map.entry("lambda", "λ"),
                    Map.entry("mu", "μ"),
                    Map.entry("nu", "ν"),
                    Map.entry("xi", "ξ"),
                    Map.entry("pi", "π"),
                    Map.entry("rho", "ρ"),
                    Map.entry("varrho", "ϱ"),
                    Map.entry("sigma", "σ"),
                    Map.entry("tau", "τ"),
                    Map.entry("upsilon", "υ"),
                    Map.entry("phi", "φ"),
                    Map.entry("varphi", "φ"),
                    Map.entry("chi", "χ"),
                    Map.entry("psi", "ψ"),
                    Map.entry("omega", "ω"),
                    Map.entry("Gamma", "Γ"),
                    Map.entry("Delta", "Δ"),
                    Map.entry("Theta", "Θ"),
                    Map.entry("Lambda", "Λ"),
                    Map.entry("Xi", "Ξ"),
                    Map.entry("Pi", "Π"),
                    Map.entry("Sigma", "Σ"),
                    Map.entry("Upsilon", "Υ"),
                    Map.entry("Phi", "Φ"),
                    Map.entry("Psi", "Ψ"),
                    Map.entry("Omega", "Ω"));

    private MathMlPrinter() {}

    /// The expression as one `mrow`.
    public static String print(Expression expression) {
        return "<mrow>" + write(expression) + "</mrow>";
    }

    /// The system as a `math` element with a line an equation: definitions, then time derivatives
    /// with a dot or, for a map, assignments; noise channel k is the white noise `ξ` with index k.
    public static String print(EquationSystem system) {
        List<String> lines = new ArrayList<>();
        for (var definition : system.definitions()) {
            lines.add(line(name(definition.name()), "=", definition.expression()));
        }
        for (int i = 0; i < system.dimension(); i++) {
            var state = name(system.states().get(i));
            var right = TextPrinter.withNoise(system, i);
            lines.add(
                    system.map()
                            ? line(state, "↦", right)
                            : line("<mover>" + state + "<mo>˙</mo></mover>", "=", right));
        }
        return "<math display=\"block\"><mtable displaystyle=\"true\" columnalign=\"right center"
                + " left\">"
                + String.join("", lines)
                + "</mtable></math>";
    }

    private static String line(String left, String relation, Expression right) {
        return "<mtr><mtd>%s</mtd><mtd>%s</mtd><mtd>%s</mtd></mtr>"
                .formatted(left, operator(relation), print(right));
    }

    private static String write(Expression expression) {
        return switch (expression) {
            case Constant(double value) -> number(value);
            case Symbol(String name) -> name(name);
            case Delayed(String state, Expression lag) ->
                    name(state) + fenced("<mi>t</mi>" + operator("−") + operand(lag, PRODUCT));
            case Unary(UnaryFunction function, Expression argument) -> write(function, argument);
            case Binary binary -> write(binary);
            case Conditional(
                            Comparison(Relation relation, Expression left, Expression right),
                            Expression then,
                            Expression otherwise) ->
                    "<mrow>%s<mtable columnalign=\"left\">%s%s</mtable></mrow>"
                            .formatted(
                                    operator("{"),
                                    branch(
                                            then,
                                            "<mtext>if&#160;</mtext>"
                                                    + write(left)
                                                    + operator(relation(relation))
                                                    + write(right)),
                                    branch(otherwise, "<mtext>otherwise</mtext>"));
        };
    }

    private static String branch(Expression value, String when) {
        return "<mtr><mtd>%s</mtd><mtd><mrow>%s</mrow></mtd></mtr>".formatted(print(value), when);
    }

    private static String write(UnaryFunction function, Expression argument) {
        return switch (function) {
            case NEGATE ->
                    operator("−")
                            + (signed(argument)
                                    ? fenced(write(argument))
                                    : operand(argument, PRODUCT));
            case SQRT -> "<msqrt>" + write(argument) + "</msqrt>";
            case ABS -> operator("|") + write(argument) + operator("|");
            case FLOOR -> operator("⌊") + write(argument) + operator("⌋");
            case SIN, COS, TAN, SINH, COSH, TANH -> called(function.text(), write(argument));
            case EXP -> "<msup><mi>e</mi>" + print(argument) + "</msup>";
            case ASIN, ACOS, ATAN -> called("arc" + function.text().substring(1), write(argument));
            case LOG -> called("ln", write(argument));
            case LOG10 -> "<msub><mi>log</mi><mn>10</mn></msub>" + fenced(write(argument));
            case SIGN -> called("sgn", write(argument));
            case STEP -> called("step", write(argument));
        };
    }

    private static String called(String function, String arguments) {
        return "<mi>" + function + "</mi>" + fenced(arguments);
    }

    private static String write(Binary binary) {
        Expression left = binary.left();
        Expression right = binary.right();
        return switch (binary.function()) {
            case ADD, SUBTRACT ->
                    operand(left, SUM)
                            + operator(binary.function() == BinaryFunction.ADD ? "+" : "−")
                            + (signed(right) ? fenced(write(right)) : operand(right, PRODUCT));
            case MULTIPLY -> product(left, right);
            case DIVIDE -> {
                boolean negated = negated(left);
                var above = left instanceof Unary(_, Expression inner) && negated ? inner : left;
                yield (negated ? operator("−") : "")
                        + "<mfrac>"
                        + print(above)
                        + print(right)
                        + "</mfrac>";
            }
            case POWER ->
                    "<msup><mrow>" + operand(left, ATOM) + "</mrow>" + print(right) + "</msup>";
            case MIN, MAX, ATAN2, MOD ->
                    called(binary.function().text(), write(left) + operator(",") + write(right));
        };
    }

    private static String product(Expression left, Expression right) {
        String second = signed(right) ? fenced(write(right)) : operand(right, PRODUCT);
        // Two numbers side by side would read as one.
        String between = second.startsWith("<mn>") ? "·" : "&#8290;";
        return operand(left, PRODUCT) + operator(between) + second;
    }

    private static String operand(Expression expression, int least) {
        String text = write(expression);
        return binding(expression) < least ? fenced(text) : text;
    }

    private static String fenced(String content) {
        return "<mrow>" + operator("(") + content + operator(")") + "</mrow>";
    }

    private static String operator(String text) {
        return "<mo>" + text + "</mo>";
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
                    Numbers.signed(value)
                            ? SUM
                            : Numbers.text(value).contains("e") ? PRODUCT : ATOM;
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
            case LESS -> "&lt;";
            case LESS_OR_EQUAL -> "≤";
            case GREATER -> "&gt;";
            case GREATER_OR_EQUAL -> "≥";
            case EQUAL -> "=";
            case NOT_EQUAL -> "≠";
        };
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "<mi>NaN</mi>";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "<mi>∞</mi>" : fenced(operator("−") + "<mi>∞</mi>");
        }
        if (value == Math.PI) {
            return "<mi>π</mi>";
        }
        if (value == Math.E) {
            return "<mi>e</mi>";
        }
        if (value < 0) {
            return operator("−") + number(-value);
        }
        String text = Numbers.text(value);
        int exponent = text.indexOf('e');
        if (exponent < 0) {
            return "<mn>" + text + "</mn>";
        }
        String digits = text.substring(exponent + 1);
        String raised =
                digits.startsWith("-")
                        ? "<mrow>" + operator("−") + "<mn>" + digits.substring(1) + "</mn></mrow>"
                        : "<mn>" + digits + "</mn>";
        String power = "<msup><mn>10</mn>" + raised + "</msup>";
        String mantissa = text.substring(0, exponent);
        return mantissa.equals("1") ? power : "<mn>" + mantissa + "</mn>" + operator("·") + power;
    }

    private static String name(String name) {
        if (name.startsWith(Expander.NOISE + "[")) {
            return subscripted(
                    "<mi>ξ</mi>",
                    List.of(name.substring(Expander.NOISE.length() + 1, name.length() - 1)));
        }
        int bracket = name.indexOf('[');
        String plain = bracket < 0 ? name : name.substring(0, bracket);
        List<String> parts = new ArrayList<>(List.of(plain.split("_+")));
        parts.removeIf(String::isEmpty);
        String head = parts.isEmpty() ? "_" : parts.removeFirst();
        List<String> subscripts = new ArrayList<>();
        int letters = head.length();
        while (letters > 1 && Character.isDigit(head.charAt(letters - 1))) {
            letters--;
        }
        if (letters < head.length()) {
            subscripts.add(head.substring(letters));
        }
        subscripts.addAll(parts);
        if (bracket >= 0) {
            subscripts.add(name.substring(bracket + 1, name.length() - 1));
        }
        return subscripted(word(head.substring(0, letters)), subscripts);
    }

    private static String subscripted(String letter, List<String> subscripts) {
        if (subscripts.isEmpty()) {
            return letter;
        }
        var below =
                String.join(operator(","), subscripts.stream().map(MathMlPrinter::word).toList());
        return "<msub>" + letter + "<mrow>" + below + "</mrow></msub>";
    }

    private static String word(String word) {
        if (GREEK.containsKey(word)) {
            return "<mi>" + GREEK.get(word) + "</mi>";
        }
        boolean number = !word.isEmpty() && word.chars().allMatch(Character::isDigit);
        return number ? "<mn>" + word + "</mn>" : "<mi>" + word + "</mi>";
    }
}
