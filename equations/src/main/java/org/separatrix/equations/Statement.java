package org.separatrix.equations;

import java.util.List;

/// One statement as written.
///
/// @param at offset of the name on the left
/// @param indices indices on the left, empty for a scalar
/// @param parameters the names in the parentheses of a function's left side
/// @param loops the `for` clause, empty without one
record Statement(
        int at,
        Form form,
        String name,
        List<Syntax> indices,
        List<String> parameters,
        Syntax rightHandSide,
        List<Syntax.Range> loops,
        Boundary boundary) {

    enum Form {
        /// `x' = ...`
        DERIVATIVE,
        /// `x = ...`: a definition in a flow, a next value in a map.
        PLAIN,
        /// `let m = ...`
        LET,
        /// `f(u) = ...`
        FUNCTION
    }
}
