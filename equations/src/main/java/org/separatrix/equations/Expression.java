package org.separatrix.equations;

/// An arithmetic expression over named real quantities: an immutable tree.
///
/// The same tree serves the interpreter, the compiler, the symbolic derivative and every printer.
/// Two trees are equal when their structure is. Elements of indexed families and of vector or
/// matrix parameters are ordinary symbols whose name carries the resolved index: `x[2]`, `A[0,1]`.
public sealed interface Expression {

    /// A literal number.
    record Constant(double value) implements Expression {}

    /// A named quantity: a state, a parameter, an auxiliary definition, the time `t` or a noise
    /// channel.
    record Symbol(String name) implements Expression {}

    /// The value of a state in the past, `x(t - lag)`; the lag is free of states and not negative.
    record Delayed(String state, Expression lag) implements Expression {}

    /// A function of one argument.
    record Unary(UnaryFunction function, Expression argument) implements Expression {}

    /// A function of two arguments; sums and products of more are nested to the left.
    record Binary(BinaryFunction function, Expression left, Expression right)
            implements Expression {}

    /// `then` where the comparison holds, otherwise `otherwise`; only the chosen branch is
    /// evaluated by scalar code, both by lane code.
    record Conditional(Comparison condition, Expression then, Expression otherwise)
            implements Expression {}

    /// A comparison; it appears only as the condition of a [Conditional]. With a NaN on either side
    /// only [Relation#NOT_EQUAL] holds, as in IEEE 754.
    record Comparison(Relation relation, Expression left, Expression right) {}
}
