package org.separatrix.analysis.symbolic;

import org.separatrix.equations.Expression;
import org.separatrix.equations.TextPrinter;

/// One formula of a Pareto front.
///
/// @param expression over the names of the variables
/// @param complexity number of nodes
/// @param loss mean squared error, in squared units of the target
/// @param score how fast the logarithm of the loss fell with complexity to get here: `-d ln(loss) /
///   d complexity`; 0 for the first
public record Candidate(Expression expression, int complexity, double loss, double score) {

    /// The formula as text of the equation language.
    public String text() {
        return TextPrinter.print(expression);
    }
}
