package org.separatrix.analysis.symbolic;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.jspecify.annotations.Nullable;
import org.separatrix.equations.Derivative;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Expression.Symbol;
import org.separatrix.equations.Expressions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/// Measures how well trees explain the data, and fits their constants. Serves one thread.
final class Judge {

    /// More constants than this are not fitted.
    private static final int MOST_CONSTANTS = 10;

    private static final double[] NONE = {};

    private final Problem problem;
    private final Tape.Stack stack = new Tape.Stack();
    private final double[] values = new double[Tape.BLOCK];
    private final Tape scratch = new Tape();

    Judge(Problem problem) {
        this.problem = problem;
    }

    /// The tree as a member of a population.
    Member member(Expression tree, long birth) {
        return new Member(tree, Expressions.nodes(tree), loss(tree), birth);
    }

    /// Mean squared error; infinite if any value is not finite.
    double loss(Expression tree) {
        scratch.rewrite(tree, problem.index(), Map.of());
        return loss(scratch, NONE);
    }

    private double loss(Tape tape, double[] parameters) {
        double[] target = problem.target();
        double sum = 0;
        for (int from = 0; from < target.length; from += Tape.BLOCK) {
            int count = Math.min(Tape.BLOCK, target.length - from);
            tape.evaluate(problem.columns(), parameters, from, count, stack, values);
            for (int i = 0; i < count; i++) {
                double residual = values[i] - target[from + i];
                sum += residual * residual;
            }
            if (!(sum < Double.POSITIVE_INFINITY)) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return sum / target.length;
    }

    /// The tree as a sum with the best coefficients, see [Terms].
    Expression scaled(Expression tree) {
        return Terms.scaled(tree, problem, stack);
    }

    /// The tree with its constants at a local minimum of the loss, or as it was if none is better.
    ///
    /// The method of Levenberg and Marquardt on exact derivatives: a sum of squares is minimised in
    /// a handful of steps, where methods that see only its gradient take dozens.
    ///
    /// @param steps of the minimisation at most
    Expression fitted(Expression tree, int steps) {
        var start = new ArrayList<Double>();
        var general =
                Subtrees.constants(
                        tree,
                        value -> {
                            start.add(value);
                            return new Symbol(name(start.size() - 1));
                        });
        int n = start.size();
        if (n == 0 || n > MOST_CONSTANTS) {
            return tree;
        }
        var places = new HashMap<String, Integer>();
        for (int i = 0; i < n; i++) {
            places.put(name(i), i);
        }
        var tape = Tape.of(general, problem.index(), places);
        var slopes = new Tape[n];
        for (int i = 0; i < n; i++) {
            slopes[i] = Tape.of(Derivative.of(general, name(i)), problem.index(), places);
        }
        double[] best = start.stream().mapToDouble(Double::doubleValue).toArray();
        double loss = loss(tape, best);
        double damping = 1e-3;
        boolean improved = false;
        for (int step = 0; step < steps && Double.isFinite(loss); step++) {
            var normal = new DMatrixRMaj(n, n);
            var gradient = new DMatrixRMaj(n, 1);
            linearise(tape, slopes, best, normal, gradient);
            double before = loss;
            while (damping < 1e8) {
                double[] trial = moved(best, normal, gradient, damping);
                double tried = trial == null ? Double.POSITIVE_INFINITY : loss(tape, trial);
                if (trial != null && tried < loss) {
                    best = trial;
                    loss = tried;
                    damping = Math.max(1e-12, damping / 10);
                    improved = true;
                    break;
                }
                damping *= 10;
            }
            if (!(loss < before * (1 - 1e-9))) {
                break;
            }
        }
        if (!improved) {
            return tree;
        }
        double[] found = best;
        int[] next = {0};
        return Subtrees.constants(tree, _ -> new Constant(found[next[0]++]));
    }

    private static String name(int i) {
        return "#" + i;
    }

    /// `J^T J` and `J^T r` at the present constants.
    private void linearise(
            Tape tape, Tape[] slopes, double[] at, DMatrixRMaj normal, DMatrixRMaj gradient) {
        int n = slopes.length;
        double[] target = problem.target();
        var jacobian = new double[n][Tape.BLOCK];
        for (int from = 0; from < target.length; from += Tape.BLOCK) {
            int count = Math.min(Tape.BLOCK, target.length - from);
            tape.evaluate(problem.columns(), at, from, count, stack, values);
            for (int i = 0; i < count; i++) {
                values[i] -= target[from + i];
            }
            for (int k = 0; k < n; k++) {
                slopes[k].evaluate(problem.columns(), at, from, count, stack, jacobian[k]);
                gradient.add(k, 0, dot(jacobian[k], values, count));
                for (int j = 0; j <= k; j++) {
                    double product = dot(jacobian[k], jacobian[j], count);
                    normal.add(k, j, product);
                    if (j < k) {
                        normal.add(j, k, product);
                    }
                }
            }
        }
    }

    private static double dot(double[] a, double[] b, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double @Nullable [] moved(
            double[] from, DMatrixRMaj normal, DMatrixRMaj gradient, double damping) {
        int n = from.length;
        var damped = normal.copy();
        for (int i = 0; i < n; i++) {
            damped.set(i, i, normal.get(i, i) * (1 + damping) + 1e-300);
        }
        var solver = LinearSolverFactory_DDRM.symmPosDef(n);
        var change = new DMatrixRMaj(n, 1);
        if (!solver.setA(damped)) {
            return null;
        }
        solver.solve(gradient.copy(), change);
        var to = new double[n];
        for (int i = 0; i < n; i++) {
            to[i] = from[i] - change.get(i, 0);
            if (!Double.isFinite(to[i])) {
                return null;
            }
        }
        return to;
    }
}
