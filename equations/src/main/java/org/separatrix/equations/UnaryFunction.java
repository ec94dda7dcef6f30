package org.separatrix.equations;

import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/// The functions of one argument that the language knows.
public enum UnaryFunction {
    /// Unary minus.
    NEGATE(x -> -x),
    SIN(Math::sin),
    COS(Math::cos),
    TAN(Math::tan),
    ASIN(Math::asin),
    ACOS(Math::acos),
    ATAN(Math::atan),
    SINH(Math::sinh),
    COSH(Math::cosh),
    TANH(Math::tanh),
    EXP(Math::exp),
    /// Natural logarithm.
    LOG(Math::log),
    LOG10(Math::log10),
    SQRT(Math::sqrt),
    ABS(Math::abs),
    /// -1, 0 or 1 with the sign of the argument.
    SIGN(Math::signum),
    /// Largest integer not above the argument.
    FLOOR(Math::floor),
    /// Heaviside step: 1 for a positive argument, otherwise 0.
    STEP(x -> x > 0 ? 1.0 : x <= 0 ? 0.0 : Double.NaN);

    private final DoubleUnaryOperator operator;

    UnaryFunction(DoubleUnaryOperator operator) {
        this.operator = operator;
    }

    /// The function's value.
    public double apply(double x) {
        return operator.applyAsDouble(x);
    }

    /// The name in equation text; unary minus has none and answers `-`.
    public String text() {
        return this == NEGATE ? "-" : name().toLowerCase(Locale.ROOT);
    }
}
