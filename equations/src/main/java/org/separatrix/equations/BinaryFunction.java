package org.separatrix.equations;

import java.util.Locale;
import java.util.function.DoubleBinaryOperator;

/// The functions of two arguments that the language knows.
public enum BinaryFunction {
    ADD("+", (a, b) -> a + b),
    SUBTRACT("-", (a, b) -> a - b),
    MULTIPLY("*", (a, b) -> a * b),
    DIVIDE("/", (a, b) -> a / b),
    POWER("^", BinaryFunction::power),
    ATAN2("", Math::atan2),
    MIN("", Math::min),
    MAX("", Math::max),
    /// `a - b*floor(a/b)`: the remainder with the sign of the divisor.
    MOD("", (a, b) -> a - b * Math.floor(a / b));

    private final String operator;
    private final DoubleBinaryOperator function;

    BinaryFunction(String operator, DoubleBinaryOperator function) {
        this.operator = operator;
        this.function = function;
    }

    /// The function's value.
    public double apply(double a, double b) {
        return function.applyAsDouble(a, b);
    }

    /// Whether it is written between its arguments.
    public boolean infix() {
        return !operator.isEmpty();
    }

    /// The sign or the name in equation text.
    public String text() {
        return infix() ? operator : name().toLowerCase(Locale.ROOT);
    }

    /// `a^n`; small whole exponents are products, so that compiled and interpreted values agree.
    ///
    /// For whole n from -16 to 16 the power is computed by repeated squaring (1/a^|n| for negative
    /// n), for n = 0.5 as a square root, otherwise by [Math#pow].
    public static double power(double a, double n) {
        if (n == 0.5) {
            return Math.sqrt(a);
        }
        if (n == Math.rint(n) && Math.abs(n) <= 16) {
            int k = (int) Math.abs(n);
            double square = a;
            double product = 1;
            while (k > 0) {
                if ((k & 1) == 1) {
                    product = product == 1 ? square : product * square;
                }
                k >>= 1;
                if (k > 0) {
                    square *= square;
                }
            }
            return n < 0 ? 1 / product : product;
        }
        return Math.pow(a, n);
    }
}
