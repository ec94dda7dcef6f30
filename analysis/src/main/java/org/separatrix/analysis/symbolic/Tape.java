package org.separatrix.analysis.symbolic;

import org.jspecify.annotations.Nullable;
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
import org.separatrix.equations.compile.ArrayFunctions;

import java.util.Arrays;
import java.util.Map;

/// A tree flattened to a postfix program, evaluated on blocks of rows.
///
/// Each instruction is one loop over a block; columns of data are read in place, and the blocks of
/// the stack are owned by the [Stack], so that evaluation allocates nothing. A tape can be written
/// anew for another tree, which allocates nothing either.
final class Tape {

    /// Rows evaluated together: a stack of ten blocks stays in the first-level cache.
    static final int BLOCK = 256;

    private enum Kind {
        LITERAL,
        COLUMN,
        PARAMETER,
        ONE,
        TWO,
        CHOOSE
    }

    private Kind[] kinds = new Kind[32];

    /// Place of the column or parameter.
    private int[] places = new int[32];

    private double[] literals = new double[32];
    private UnaryFunction[] ones = new UnaryFunction[32];
    private BinaryFunction[] twos = new BinaryFunction[32];
    private Relation[] relations = new Relation[32];
    private int length;
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

    /// @param columns place of each variable in the data
    /// @param parameters place of each symbol among the parameters
    static Tape of(Expression tree, Map<String, Integer> columns, Map<String, Integer> parameters) {
        var tape = new Tape();
        tape.rewrite(tree, columns, parameters);
        return tape;
    }

    /// Becomes the program of another tree.
    void rewrite(Expression tree, Map<String, Integer> columns, Map<String, Integer> parameters) {
        length = 0;
        depth = 0;
        deepest = 0;
        write(tree, columns, parameters);
    }

    private void write(
            Expression tree, Map<String, Integer> columns, Map<String, Integer> parameters) {
        switch (tree) {
            case Constant(double value) -> {
                add(Kind.LITERAL, 1);
                literals[length - 1] = value;
            }
            case Symbol(String name) -> symbol(name, columns.get(name), parameters.get(name));
            case Unary(var function, Expression argument) -> {
                write(argument, columns, parameters);
                add(Kind.ONE, 0);
                ones[length - 1] = function;
            }
            case Binary(var function, Expression left, Expression right) -> {
                write(left, columns, parameters);
                write(right, columns, parameters);
                add(Kind.TWO, -1);
                twos[length - 1] = function;
            }
            case Conditional(
                            Comparison(var relation, Expression left, Expression right),
                            Expression then,
                            Expression otherwise) -> {
                write(left, columns, parameters);
                write(right, columns, parameters);
                write(then, columns, parameters);
                write(otherwise, columns, parameters);
                add(Kind.CHOOSE, -3);
                relations[length - 1] = relation;
            }
            case Delayed _ -> throw new IllegalArgumentException("a formula has no past: " + tree);
        }
    }

    private void symbol(String name, @Nullable Integer column, @Nullable Integer parameter) {
        if (column != null) {
            add(Kind.COLUMN, 1);
            places[length - 1] = column;
        } else if (parameter != null) {
            add(Kind.PARAMETER, 1);
            places[length - 1] = parameter;
        } else {
            throw new IllegalArgumentException("there is no variable '" + name + "'");
        }
    }

    private void add(Kind kind, int change) {
        if (length == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * length);
            places = Arrays.copyOf(places, 2 * length);
            literals = Arrays.copyOf(literals, 2 * length);
            ones = Arrays.copyOf(ones, 2 * length);
            twos = Arrays.copyOf(twos, 2 * length);
            relations = Arrays.copyOf(relations, 2 * length);
        }
        kinds[length] = kind;
        length++;
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
        for (int k = 0; k < length; k++) {
            switch (kinds[k]) {
                case LITERAL -> {
                    top++;
                    Arrays.fill(stack.work[top], 0, count, literals[k]);
                    values[top] = stack.work[top];
                    offsets[top] = 0;
                }
                case PARAMETER -> {
                    top++;
                    Arrays.fill(stack.work[top], 0, count, parameters[places[k]]);
                    values[top] = stack.work[top];
                    offsets[top] = 0;
                }
                case COLUMN -> {
                    top++;
                    values[top] = data[places[k]];
                    offsets[top] = from;
                }
                case ONE -> {
                    double[] to = stack.work[top];
                    ArrayFunctions.apply(ones[k], values[top], offsets[top], to, count);
                    values[top] = to;
                    offsets[top] = 0;
                }
                case TWO -> {
                    top--;
                    double[] to = stack.work[top];
                    binary(
                            twos[k],
                            values[top],
                            offsets[top],
                            values[top + 1],
                            offsets[top + 1],
                            to,
                            count);
                    values[top] = to;
                    offsets[top] = 0;
                }
                case CHOOSE -> {
                    top -= 3;
                    choose(relations[k], stack, top, count);
                    values[top] = stack.work[top];
                    offsets[top] = 0;
                }
            }
        }
        System.arraycopy(values[0], offsets[0], out, 0, count);
    }

    private static void choose(Relation relation, Stack stack, int top, int count) {
        double[][] values = stack.values;
        int[] offsets = stack.offsets;
        double[] to = stack.work[top];
        for (int i = 0; i < count; i++) {
            boolean holds =
                    relation.test(
                            values[top][offsets[top] + i], values[top + 1][offsets[top + 1] + i]);
            int branch = holds ? top + 2 : top + 3;
            to[i] = values[branch][offsets[branch] + i];
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
