package org.separatrix.analysis.symbolic;

import org.separatrix.equations.Expression;

/// A tree of a population.
///
/// @param loss mean squared error; infinite where the tree has no finite value
/// @param birth when it was bred; the oldest member makes room for the next
record Member(Expression tree, int complexity, double loss, long birth) {

    Member born(long time) {
        return new Member(tree, complexity, loss, time);
    }
}
