package org.separatrix.equations;

import org.separatrix.equations.Expression.Binary;
import org.separatrix.equations.Expression.Comparison;
import org.separatrix.equations.Expression.Conditional;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Expression.Delayed;
import org.separatrix.equations.Expression.Symbol;
import org.separatrix.equations.Expression.Unary;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Expressions as sequences of tokens in prefix order, as symbolic language models read and write
/// them.
///
/// An operator (`add sub mul div pow neg`, a function's name, `if` with a relation `lt le gt ge eq
/// ne`, `delay`) comes before its operands; a symbol is its name. A constant is three tokens, sign,
/// mantissa and exponent of ten: with four digits, 3.2 is `+ N3200 E-3`. With 17 digits every
/// finite double survives; with fewer, constants are rounded half to even.
///
/// Source of the number encoding: F. Charton, "Linear algebra with transformers", TMLR (2022),
/// encoding P1000 and its relatives; used for expressions by S. d'Ascoli et al., "ODEFormer"
/// (2023).
///
/// @param digits significant decimal digits of a constant, 1 to 17
public record PrefixTokens(int digits) {

    /// Enough digits for every double.
    public static final PrefixTokens EXACT = new PrefixTokens(17);

    private static final String IF = "if";
    private static final String DELAY = "delay";
    private static final Map<String, UnaryFunction> UNARY = unary();
    private static final Map<String, BinaryFunction> BINARY = binary();
    private static final Map<String, Relation> RELATIONS =
            Map.of(
                    "lt", Relation.LESS,
                    "le", Relation.LESS_OR_EQUAL,
                    "gt", Relation.GREATER,
                    "ge", Relation.GREATER_OR_EQUAL,
                    "eq", Relation.EQUAL,
                    "ne", Relation.NOT_EQUAL);

    public PrefixTokens {
        if (digits < 1 || digits > 17) {
            throw new IllegalArgumentException("digits must lie in 1..17, got " + digits);
        }
    }

    /// The tokens of an expression.
    ///
    /// @throws IllegalArgumentException if a constant is not finite or a symbol has an operator's
    ///   name
    public List<String> encode(Expression expression) {
        List<String> tokens = new ArrayList<>();
        encode(expression, tokens);
        return List.copyOf(tokens);
    }

    private void encode(Expression expression, List<String> tokens) {
        switch (expression) {
            case Constant(double value) -> encode(value, tokens);
            case Symbol(String name) -> tokens.add(symbol(name));
            case Delayed(String state, Expression lag) -> {
                tokens.add(DELAY);
                tokens.add(symbol(state));
                encode(lag, tokens);
            }
            case Unary(UnaryFunction function, Expression argument) -> {
                tokens.add(token(function));
                encode(argument, tokens);
            }
            case Binary(BinaryFunction function, Expression left, Expression right) -> {
                tokens.add(token(function));
                encode(left, tokens);
                encode(right, tokens);
            }
            case Conditional(
                            Comparison(Relation relation, Expression left, Expression right),
                            Expression then,
                            Expression otherwise) -> {
                tokens.add(IF);
                tokens.add(token(relation));
                encode(left, tokens);
                encode(right, tokens);
                encode(then, tokens);
                encode(otherwise, tokens);
            }
        }
    }

    private void encode(double value, List<String> tokens) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a constant must be finite, got " + value);
        }
        tokens.add(Numbers.signed(value) ? "-" : "+");
        var rounded =
                new BigDecimal(Math.abs(value))
                        .round(new MathContext(digits, RoundingMode.HALF_EVEN));
        int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - digits;
        String mantissa =
                rounded.scaleByPowerOfTen(-exponent)
                        .setScale(0, RoundingMode.UNNECESSARY)
                        .toPlainString();
        tokens.add("N" + "0".repeat(digits - mantissa.length()) + mantissa);
        tokens.add("E" + exponent);
    }

    /// The expression of a sequence of tokens, whatever the number of digits it was written with.
    ///
    /// @throws IllegalArgumentException if the tokens are not one whole expression
    public static Expression decode(List<String> tokens) {
        var reader = new Reader(tokens);
        Expression expression = reader.expression(1);
        if (reader.position < tokens.size()) {
            throw reader.error(reader.position, "expected the end of the tokens");
        }
        return expression;
    }

    private static String symbol(String name) {
        if (operator(name)) {
            throw new IllegalArgumentException(
                    "symbol name '%s' is the token of an operator: rename it".formatted(name));
        }
        return name;
    }

    private static boolean operator(String token) {
        return UNARY.containsKey(token)
                || BINARY.containsKey(token)
                || RELATIONS.containsKey(token)
                || token.equals(IF)
                || token.equals(DELAY)
                || token.equals("+")
                || token.equals("-");
    }

    private static String token(UnaryFunction function) {
        return function == UnaryFunction.NEGATE ? "neg" : function.text();
    }

    private static String token(BinaryFunction function) {
        return switch (function) {
            case SUBTRACT -> "sub";
            case MULTIPLY -> "mul";
            case DIVIDE -> "div";
            case POWER -> "pow";
            case ADD, ATAN2, MIN, MAX, MOD -> function.name().toLowerCase(Locale.ROOT);
        };
    }

    private static String token(Relation relation) {
        return switch (relation) {
            case LESS -> "lt";
            case LESS_OR_EQUAL -> "le";
            case GREATER -> "gt";
            case GREATER_OR_EQUAL -> "ge";
            case EQUAL -> "eq";
            case NOT_EQUAL -> "ne";
        };
    }

    private static Map<String, UnaryFunction> unary() {
        Map<String, UnaryFunction> map = new HashMap<>();
        for (var function : UnaryFunction.values()) {
            map.put(token(function), function);
        }
        return Map.copyOf(map);
    }

    private static Map<String, BinaryFunction> binary() {
        Map<String, BinaryFunction> map = new HashMap<>();
        for (var function : BinaryFunction.values()) {
            map.put(token(function), function);
        }
        return Map.copyOf(map);
    }

    /// Reads one expression from the front of the remaining tokens.
    private static final class Reader {

        private final List<String> tokens;
        private int position;

        Reader(List<String> tokens) {
            this.tokens = tokens;
        }

        Expression expression(int depth) {
            int at = position;
            String token = take("an operator, a symbol or a number");
            if (depth > Limits.DEPTH) {
                throw error(at, "expected at most " + Limits.DEPTH + " levels");
            }
            if (token.equals("+") || token.equals("-")) {
                return constant(token);
            }
            UnaryFunction unary = UNARY.get(token);
            if (unary != null) {
                return new Unary(unary, expression(depth + 1));
            }
            BinaryFunction binary = BINARY.get(token);
            if (binary != null) {
                return new Binary(binary, expression(depth + 1), expression(depth + 1));
            }
            return switch (token) {
                case DELAY -> new Delayed(name("a state"), expression(depth + 1));
                case IF -> {
                    int relationAt = position;
                    Relation relation = RELATIONS.get(take("a relation such as lt"));
                    if (relation == null) {
                        throw error(relationAt, "expected a relation such as lt");
                    }
                    yield new Conditional(
                            new Comparison(relation, expression(depth + 1), expression(depth + 1)),
                            expression(depth + 1),
                            expression(depth + 1));
                }
                default -> {
                    position = at;
                    yield new Symbol(name("an operator, a symbol or a number"));
                }
            };
        }

        private String name(String what) {
            int at = position;
            String token = take(what);
            if (token.isEmpty() || operator(token)) {
                throw error(at, "expected " + what);
            }
            return token;
        }

        private Constant constant(String sign) {
            int at = position;
            String mantissa = take("a mantissa such as N3200");
            if (!mantissa.matches("N\\d{1,17}")) {
                throw error(at, "expected a mantissa such as N3200");
            }
            String exponent = take("an exponent such as E-3");
            if (!exponent.matches("E-?\\d{1,4}")) {
                throw error(at + 1, "expected an exponent such as E-3");
            }
            double size = Double.parseDouble(mantissa.substring(1) + exponent);
            if (Double.isInfinite(size)) {
                throw error(at + 1, "expected a number below 1.8e308");
            }
            return new Constant(sign.equals("-") ? -size : size);
        }

        private String take(String what) {
            if (position == tokens.size()) {
                throw error(position, "expected " + what);
            }
            return tokens.get(position++);
        }

        IllegalArgumentException error(int at, String expected) {
            String found = at < tokens.size() ? "'" + tokens.get(at) + "'" : "the end";
            return new IllegalArgumentException(
                    "token " + (at + 1) + ": " + expected + " but found " + found);
        }
    }
}
