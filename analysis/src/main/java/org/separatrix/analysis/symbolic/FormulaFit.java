package org.separatrix.analysis.symbolic;

import org.separatrix.equations.Expression;

import java.util.List;

/// Measures formulas from anywhere against data, and fits their constants. Serves one thread.
public final class FormulaFit {

    private final Problem problem;
    private final Judge judge;

    /// @param x rows of variables, finite
    /// @param y target of each row, finite
    /// @param names of the variables
    public FormulaFit(double[][] x, double[] y, List<String> names) {
        problem = new Problem(x, y, names);
        judge = new Judge(problem);
    }

    /// Mean squared error, in squared units of the target; infinite if any value is not finite.
    public double loss(Expression formula) {
        return judge.loss(formula);
    }

    /// The formula with its constants at a local minimum of the loss, or as it was if none is
    /// better.
    ///
    /// @param steps of Levenberg and Marquardt's method at most
    public Expression fitted(Expression formula, int steps) {
        return judge.fitted(formula, steps);
    }

    /// Variance of the target; 1 if it is constant.
    public double variance() {
        return problem.variance();
    }
}
