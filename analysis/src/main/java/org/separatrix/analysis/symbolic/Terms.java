package org.separatrix.analysis.symbolic;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Expression.Binary;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Expression.Unary;
import org.separatrix.equations.UnaryFunction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A tree as a sum, with the coefficients that explain the data best.
///
/// Where terms nearly cancel, each alone explains little: `y^2 - x - 2.017*z` is found as `y*y + x
/// + z` once the coefficients are fitted, and by no path on which every step is an improvement
///   otherwise. Linear scaling of whole trees: M. Keijzer, "Improving symbolic regression with
///   interval arithmetic and linear scaling", EuroGP 2003.
final class Terms {

    private static final int MOST = 8;

    private Terms() {}

    /// The tree with a coefficient before each term; as it was if there are too many terms or the
    /// data do not tell them apart.
    static Expression scaled(Expression tree, Problem problem, Tape.Stack stack) {
        var terms = new ArrayList<Expression>();
        collect(tree, terms);
        int n = terms.size();
        int rows = problem.rows();
        if (n > MOST || n > rows) {
            return tree;
        }
        var values = new DMatrixRMaj(rows, n);
        var block = new double[Tape.BLOCK];
        for (int k = 0; k < n; k++) {
            var tape = Tape.of(terms.get(k), problem.index(), Map.of());
            for (int from = 0; from < rows; from += Tape.BLOCK) {
                int count = Math.min(Tape.BLOCK, rows - from);
                tape.evaluate(problem.columns(), new double[0], from, count, stack, block);
                for (int i = 0; i < count; i++) {
                    if (!(Math.abs(block[i]) < 1e150)) {
                        return tree;
                    }
                    values.set(from + i, k, block[i]);
                }
            }
        }
        var solver = LinearSolverFactory_DDRM.leastSquares(rows, n);
        if (!solver.setA(values) || solver.quality() < 1e-14) {
            return tree;
        }
        var coefficients = new DMatrixRMaj(n, 1);
        solver.solve(DMatrixRMaj.wrap(rows, 1, problem.target().clone()), coefficients);
        for (int k = 0; k < n; k++) {
            if (!Double.isFinite(coefficients.get(k, 0))) {
                return tree;
            }
        }
        Expression sum = times(coefficients.get(0, 0), terms.getFirst());
        for (int k = 1; k < n; k++) {
            sum = new Binary(BinaryFunction.ADD, sum, times(coefficients.get(k, 0), terms.get(k)));
        }
        return sum;
    }

    /// The terms without their constant factors, and 1 for a constant.
    private static void collect(Expression tree, List<Expression> terms) {
        switch (tree) {
            case Binary(var f, var left, var right)
                    when f == BinaryFunction.ADD || f == BinaryFunction.SUBTRACT -> {
                collect(left, terms);
                collect(right, terms);
            }
            case Unary(var f, var u) when f == UnaryFunction.NEGATE -> collect(u, terms);
            default -> {
                var bare = bare(tree);
                if (!terms.contains(bare)) {
                    terms.add(bare);
                }
            }
        }
    }

    private static Expression bare(Expression term) {
        return switch (term) {
            case Constant _ -> new Constant(1);
            case Binary(var f, Constant _, var u) when f == BinaryFunction.MULTIPLY -> bare(u);
            case Binary(var f, var u, Constant _) when f == BinaryFunction.MULTIPLY -> bare(u);
            default -> term;
        };
    }

    private static Expression times(double coefficient, Expression term) {
        if (term instanceof Constant) {
            return new Constant(coefficient);
        }
        return coefficient == 1
                ? term
                : new Binary(BinaryFunction.MULTIPLY, new Constant(coefficient), term);
    }
}
