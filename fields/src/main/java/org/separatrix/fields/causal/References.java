package org.separatrix.fields.causal;

import org.separatrix.dynamics.CompiledFlow;
import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.integrate.Integrators;
import org.separatrix.dynamics.spectral.SemilinearPde;
import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.EquationSystem;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Expressions;
import org.separatrix.equations.ParameterValue;
import org.separatrix.equations.TextPrinter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Solutions by classical solvers in double precision, to judge the networks by.
final class References {

    private References() {}

    /// An ordinary equation by Taylor's method at tolerance 1e-13.
    static Trajectory ordinary(PinnProblem problem, double[] times) {
        var formulas = problem.residuals();
        var right = new ArrayList<Expression>();
        for (var residual : formulas.expressions()) {
            right.add(evolution(residual));
        }
        var flow =
                CompiledFlow.of(
                        new EquationSystem(
                                false,
                                formulas.fields(),
                                List.copyOf(formulas.parameters().keySet()),
                                List.copyOf(formulas.parameters().values()),
                                List.of(),
                                right,
                                List.of()));
        return Integrators.named("taylor")
                .tolerance(1e-13, 1e-13)
                .solve(flow, problem.initial().at(new double[0]), times);
    }

    /// Fields on a periodic line by ETDRK4 on a Fourier grid; a state is all of the first field,
    /// then the next.
    ///
    /// @param modes points of the grid
    /// @param frames states from 0 to the end, both included
    /// @param substeps steps between two states
    static Trajectory periodic(PinnProblem problem, int modes, int frames, int substeps) {
        var formulas = problem.residuals();
        int m = formulas.fields().size();
        // The solver's line begins at 0.
        Map<String, Expression> shift =
                problem.low()[0] == 0
                        ? Map.of()
                        : Map.of(
                                "x",
                                new Expression.Binary(
                                        BinaryFunction.ADD,
                                        new Expression.Symbol("x"),
                                        new Expression.Constant(problem.low()[0])));
        var text = new StringBuilder();
        for (int f = 0; f < m; f++) {
            var right = Expressions.substitute(evolution(formulas.expressions().get(f)), shift);
            text.append(formulas.fields().get(f))
                    .append("' = ")
                    .append(TextPrinter.print(right))
                    .append('\n');
        }
        Map<String, ParameterValue> parameters = new LinkedHashMap<>();
        formulas.parameters().forEach((name, v) -> parameters.put(name, ParameterValue.of(v)));
        var pde = SemilinearPde.of(text.toString(), parameters, modes, problem.periods()[0]);
        var start = new double[m * modes];
        double[][] grid = problem.grid(modes);
        for (int j = 0; j < modes; j++) {
            double[] values = problem.initial().at(grid[j]);
            for (int f = 0; f < m; f++) {
                start[f * modes + j] = values[f];
            }
        }
        double step = problem.end() / ((frames - 1) * (double) substeps);
        return pde.solve(start, step, frames, substeps, () -> false);
    }

    /// The right-hand side f of a residual `u_t - f`.
    private static Expression evolution(Expression residual) {
        if (residual
                        instanceof
                        Expression.Binary(BinaryFunction function, Expression _, Expression right)
                && function == BinaryFunction.SUBTRACT) {
            return right;
        }
        throw new IllegalArgumentException("not an evolution equation");
    }

    /// Relative L2 error of the first `rows` states against a reference.
    static double error(double[][] ours, Trajectory truth, int rows) {
        return error(ours, truth, 0, rows);
    }

    /// Relative L2 error of the states from row `from` to `to - 1`.
    static double error(double[][] ours, Trajectory truth, int from, int to) {
        double difference = 0;
        double size = 0;
        for (int i = from; i < to; i++) {
            for (int j = 0; j < truth.dimension(); j++) {
                double d = ours[i][j] - truth.state(i, j);
                difference += d * d;
                size += truth.state(i, j) * truth.state(i, j);
            }
        }
        return Math.sqrt(difference / size);
    }
}
