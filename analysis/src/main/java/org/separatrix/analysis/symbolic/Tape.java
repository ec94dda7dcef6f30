package org.separatrix.analysis.symbolic;

import org.separatrix.analysis.symbolic.Tape.Instruction.Choose;
import org.separatrix.analysis.symbolic.Tape.Instruction.Column;
import org.separatrix.analysis.symbolic.Tape.Instruction.Literal;
import org.separatrix.analysis.symbolic.Tape.Instruction.One;
import org.separatrix.analysis.symbolic.Tape.Instruction.Parameter;
import org.separatrix.analysis.symbolic.Tape.Instruction.Two;
import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Expression.Binary;
import org.separatrix.equations.Expression.Comparison;
import org.separatrix.equations.Expression.Conditional;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Expression.Delayed;
import org.separatrix.equations.Expression.Symbol;
import org.separatrix.equations.Expression.Unary;
import org.separatrix.equations.Relation;
import org.separatrix.equations.UnaryFunction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A tree flattened to a postfix program, evaluated on blocks of rows.
///
/// Each instruction is one loop over a block; columns of data are read in place, and the blocks of
/// the stack are owned by the [Stack], so that evaluation allocates nothing.
final class Tape {

    /// Rows evaluated together: a stack of ten blocks stays in the first-level cache.
    static final int BLOCK = 256;

    sealed interface Instruction {
        record Literal(double value) implements Instruction {}

        record Column(int index) implements Instruction {}

        record Parameter(int index) implements Instruction {}

        record One(UnaryFunction function) implements Instruction {}

        record Two(BinaryFunction function) implements Instruction {}

        record Choose(Relation relation) implements Instruction {}
    }

    private final List<Instruction> program = new ArrayList<>();
    private int depth;
    private int deepest;

    /// Blocks to evaluate on; one for each thread.
    static final class Stack {
        private double[][] work = new double[0][];
        private double[][] values = new double[0][];
        private int[] offsets = new int[0];

        private void reserve(int depth) {
            if (work.length < depth) {
                int old = work.length;
                work = Arrays.copyOf(work, depth);
                for (int i = old; i < depth; i++) {
                    work[i] = new double[BLOCK];
                }
                values = new double[depth][];
                offsets = new int[depth];
            }
        }
    }

    private Tape() {}

    /// @param columns place of each variable in the data
    /// @param parameters place of each symbol among the parameters
    static Tape of(Expression tree, Map<String, Integer> columns, Map<String, Integer> parameters) {
        var tape = new Tape();
        tape.write(tree, columns, parameters);
        return tape;
    }

    private void write(
            Expression tree, Map<String, Integer> columns, Map<String, Integer> parameters) {
        switch (tree) {
            case Constant(double value) -> add(new Literal(value), 1);
            case Symbol(String name) -> {
                var column = columns.get(name);
                if (column != null) {
                    add(new Column(column), 1);
                    return;
                }
                var parameter = parameters.get(name);
                if (parameter == null) {
                    throw new IllegalArgumentException("there is no variable '" + name + "'");
                }
                add(new Parameter(parameter), 1);
            }
            case Unary(var function, Expression argument) -> {
                write(argument, columns, parameters);
                add(new One(function), 0);
            }
            case Binary(var function, Expression left, Expression right) -> {
                write(left, columns, parameters);
                write(right, columns, parameters);
                add(new Two(function), -1);
            }
            case Conditional(
                            Comparison(var relation, Expression left, Expression right),
                            Expression then,
                            Expression otherwise) -> {
                write(left, columns, parameters);
                write(right, columns, parameters);
                write(then, columns, parameters);
                write(otherwise, columns, parameters);
                add(new Choose(relation), -3);
            }
            case Delayed _ -> throw new IllegalArgumentException("a formula has no past: " + tree);
        }
    }

    private void add(Instruction instruction, int change) {
        program.add(instruction);
        depth += change;
        deepest = Math.max(deepest, depth);
    }

    /// The value on rows `from` to `from + count - 1`, written to `out` from 0.
    ///
    /// @param data column by column
    /// @param count at most [#BLOCK]
    void evaluate(
            double[][] data, double[] parameters, int from, int count, Stack stack, double[] out) {
        stack.reserve(deepest);
        double[][] values = stack.values;
        int[] offsets = stack.offsets;
        int top = -1;
        for (int k = 0; k < program.size(); k++) {
            switch (program.get(k)) {
                case Literal(double value) -> {
                    top++;
                    Arrays.fill(stack.work[top], 0, count, value);
                    values[top] = stack.work[top];
                    offsets[top] = 0;
                }
                case Parameter(int index) -> {
                    top++;
                    Arrays.fill(stack.work[top], 0, count, parameters[index]);
                    values[top] = stack.work[top];
                    offsets[top] = 0;
                }
                case Column(int index) -> {
                    top++;
                    values[top] = data[index];
                    offsets[top] = from;
                }
                case One(var function) -> {
                    double[] to = stack.work[top];
                    unary(function, values[top], offsets[top], to, count);
                    values[top] = to;
                    offsets[top] = 0;
                }
                case Two(var function) -> {
                    top--;
                    double[] to = stack.work[top];
                    binary(
                            function,
                            values[top],
                            offsets[top],
                            values[top + 1],
                            offsets[top + 1],
                            to,
                            count);
                    values[top] = to;
                    offsets[top] = 0;
                }
                case Choose(var relation) -> {
                    top -= 3;
                    double[] to = stack.work[top];
                    for (int i = 0; i < count; i++) {
                        boolean holds =
                                relation.test(
                                        values[top][offsets[top] + i],
                                        values[top + 1][offsets[top + 1] + i]);
                        int branch = holds ? top + 2 : top + 3;
                        to[i] = values[branch][offsets[branch] + i];
                    }
                    values[top] = to;
                    offsets[top] = 0;
                }
            }
        }
        System.arraycopy(values[0], offsets[0], out, 0, count);
    }

    private static void unary(UnaryFunction function, double[] u, int at, double[] to, int count) {
        if (function == UnaryFunction.NEGATE) {
            for (int i = 0; i < count; i++) {
                to[i] = -u[at + i];
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            to[i] = function.apply(u[at + i]);
        }
    }

    private static void binary(
            BinaryFunction function,
            double[] u,
            int atU,
            double[] v,
            int atV,
            double[] to,
            int count) {
        switch (function) {
            case ADD -> {
                for (int i = 0; i < count; i++) {
                    to[i] = u[atU + i] + v[atV + i];
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < count; i++) {
                    to[i] = u[atU + i] - v[atV + i];
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < count; i++) {
                    to[i] = u[atU + i] * v[atV + i];
                }
            }
            case DIVIDE -> {
                for (int i = 0; i < count; i++) {
                    to[i] = u[atU + i] / v[atV + i];
                }
            }
            case POWER, ATAN2, MIN, MAX, MOD -> {
                for (int i = 0; i < count; i++) {
                    to[i] = function.apply(u[atU + i], v[atV + i]);
                }
            }
        }
    }
}
