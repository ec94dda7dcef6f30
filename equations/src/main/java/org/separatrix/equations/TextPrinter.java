package org.separatrix.equations;

import org.separatrix.equations.Expression.Binary;
import org.separatrix.equations.Expression.Comparison;
import org.separatrix.equations.Expression.Conditional;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Expression.Delayed;
import org.separatrix.equations.Expression.Symbol;
import org.separatrix.equations.Expression.Unary;

/// Writes expressions and systems in the language, with as few parentheses as it allows.
///
/// What is written reads back as the same tree, with one exception: the minus of a number is part
/// of the number, so `NEGATE(Constant(3))` comes back as `Constant(-3)`. Infinite and undefined
/// constants are written as the quotients `(1/0)` and `(0/0)`. Trees that need more than 256
/// parentheses inside one another are written but not read.
public final class TextPrinter {

    private static final int SUM = 1;
    private static final int PRODUCT = 2;
    private static final int SIGN = 3;
    private static final int POWER = 4;
    private static final int ATOM = 5;

    private final StringBuilder out = new StringBuilder();

    private TextPrinter() {}

    /// The expression as text.
    public static String print(Expression expression) {
        var printer = new TextPrinter();
        printer.write(expression);
        return printer.out.toString();
    }

    /// The system as text, one statement a line: definitions first, then the equations of the
    /// states.
    ///
    /// [Equations#parse] with the parameters of [Equations#parameters] gives the same system again.
    public static String print(EquationSystem system) {
        var printer = new TextPrinter();
        for (var definition : system.definitions()) {
            printer.out.append(system.map() ? "let " : "").append(definition.name()).append(" = ");
            printer.write(definition.expression());
            printer.out.append('\n');
        }
        for (int i = 0; i < system.dimension(); i++) {
            printer.out.append(system.states().get(i)).append(system.map() ? " = " : "' = ");
            printer.write(withNoise(system, i));
            printer.out.append('\n');
        }
        return printer.out.toString();
    }

    /// The right-hand side of state `i` with its diffusion terms, `f + g*noise[k]`.
    static Expression withNoise(EquationSystem system, int i) {
        Expression sum = system.rightHandSides().get(i);
        for (var term : system.noise()) {
            if (term.state() == i) {
                Expression noise = new Symbol(Scope.flat(Expander.NOISE, term.channel()));
                Expression product =
                        term.coefficient().equals(new Constant(1))
                                ? noise
                                : new Binary(BinaryFunction.MULTIPLY, term.coefficient(), noise);
                sum =
                        sum.equals(new Constant(0))
                                ? product
                                : new Binary(BinaryFunction.ADD, sum, product);
            }
        }
        return sum;
    }

    private void write(Expression expression) {
        switch (expression) {
            case Constant(double value) -> out.append(Numbers.text(value));
            case Symbol(String name) -> out.append(name);
            case Delayed(String state, Expression lag) -> {
                out.append(state).append("(t - ");
                operand(lag, PRODUCT);
                out.append(')');
            }
            case Unary(UnaryFunction function, Expression argument) -> {
                if (function == UnaryFunction.NEGATE) {
                    out.append('-');
                    operand(argument, SIGN);
                } else {
                    out.append(function.text()).append('(');
                    write(argument);
                    out.append(')');
                }
            }
            case Binary binary -> write(binary);
            case Conditional(
                            Comparison(Relation relation, Expression left, Expression right),
                            Expression then,
                            Expression otherwise) -> {
                out.append("if(");
                write(left);
                out.append(' ').append(relation.text()).append(' ');
                write(right);
                out.append(", ");
                write(then);
                out.append(", ");
                write(otherwise);
                out.append(')');
            }
        }
    }

    private void write(Binary binary) {
        BinaryFunction function = binary.function();
        switch (function) {
            case ADD, SUBTRACT -> {
                operand(binary.left(), SUM);
                out.append(' ').append(function.text()).append(' ');
                operand(binary.right(), PRODUCT);
            }
            case MULTIPLY, DIVIDE -> {
                operand(binary.left(), PRODUCT);
                out.append(function.text());
                operand(binary.right(), SIGN);
            }
            case POWER -> {
                operand(binary.left(), ATOM);
                out.append(function.text());
                operand(binary.right(), SIGN);
            }
            case ATAN2, MIN, MAX, MOD -> {
                out.append(function.text()).append('(');
                write(binary.left());
                out.append(", ");
                write(binary.right());
                out.append(')');
            }
        }
    }

    /// Writes an operand, in parentheses if it binds less tightly than `least`.
    private void operand(Expression expression, int least) {
        if (binding(expression) < least) {
            out.append('(');
            write(expression);
            out.append(')');
        } else {
            write(expression);
        }
    }

    private static int binding(Expression expression) {
        return switch (expression) {
            case Constant(double value) -> Numbers.signed(value) ? SIGN : ATOM;
            case Unary(UnaryFunction function, _) -> function == UnaryFunction.NEGATE ? SIGN : ATOM;
            case Binary(BinaryFunction function, _, _) ->
                    switch (function) {
                        case ADD, SUBTRACT -> SUM;
                        case MULTIPLY, DIVIDE -> PRODUCT;
                        case POWER -> POWER;
                        case ATAN2, MIN, MAX, MOD -> ATOM;
                    };
            case Symbol _, Delayed _, Conditional _ -> ATOM;
        };
    }
}
