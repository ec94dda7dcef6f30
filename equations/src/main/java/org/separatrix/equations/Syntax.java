package org.separatrix.equations;

import java.util.List;

/// What the grammar sees, before names are resolved and families unrolled.
///
/// Every node knows the offset of the token it stems from.
sealed interface Syntax {

    /// Offset in the text, for error messages.
    int at();

    record Literal(int at, double value) implements Syntax {}

    /// `name` or `name[i, j]`.
    record Name(int at, String name, List<Syntax> indices) implements Syntax {}

    /// `name(a, b)` or `name[i](a)`: a function, a delayed state, `next`.
    record Call(int at, String name, List<Syntax> indices, List<Syntax> arguments)
            implements Syntax {}

    record Negation(int at, Syntax argument) implements Syntax {}

    record Operation(int at, BinaryFunction function, Syntax left, Syntax right)
            implements Syntax {}

    /// `if(condition, then, otherwise)`.
    record Choice(int at, Syntax condition, Syntax then, Syntax otherwise) implements Syntax {}

    /// `sum(index in first..last, body)` or `product(...)`.
    record Reduction(int at, BinaryFunction function, Range range, Syntax body) implements Syntax {}

    record Compare(int at, Relation relation, Syntax left, Syntax right) implements Syntax {}

    /// `left and right` or, if not `all`, `left or right`.
    record Junction(int at, boolean all, Syntax left, Syntax right) implements Syntax {}

    record Not(int at, Syntax condition) implements Syntax {}

    /// Whether the node is true or false rather than a number.
    default boolean isCondition() {
        return switch (this) {
            case Compare _, Junction _, Not _ -> true;
            case Literal _, Name _, Call _, Negation _, Operation _, Choice _, Reduction _ -> false;
        };
    }

    /// `index in first..last`, both ends included.
    record Range(int at, String index, Syntax first, Syntax last) {}
}
