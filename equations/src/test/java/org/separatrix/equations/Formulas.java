package org.separatrix.equations;

import org.separatrix.equations.Expression.Binary;
import org.separatrix.equations.Expression.Comparison;
import org.separatrix.equations.Expression.Conditional;
import org.separatrix.equations.Expression.Constant;
import org.separatrix.equations.Expression.Symbol;
import org.separatrix.equations.Expression.Unary;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Short names for building trees in tests, and random trees.
public final class Formulas {

    private Formulas() {}

    public static Expression name(String name) {
        return new Symbol(name);
    }

    public static Expression number(double value) {
        return new Constant(value);
    }

    public static Expression add(Expression a, Expression b) {
        return new Binary(BinaryFunction.ADD, a, b);
    }

    public static Expression sub(Expression a, Expression b) {
        return new Binary(BinaryFunction.SUBTRACT, a, b);
    }

    public static Expression mul(Expression a, Expression b) {
        return new Binary(BinaryFunction.MULTIPLY, a, b);
    }

    public static Expression div(Expression a, Expression b) {
        return new Binary(BinaryFunction.DIVIDE, a, b);
    }

    public static Expression pow(Expression a, Expression b) {
        return new Binary(BinaryFunction.POWER, a, b);
    }

    public static Expression apply(BinaryFunction function, Expression a, Expression b) {
        return new Binary(function, a, b);
    }

    public static Expression apply(UnaryFunction function, Expression a) {
        return new Unary(function, a);
    }

    public static Expression neg(Expression a) {
        return new Unary(UnaryFunction.NEGATE, a);
    }

    public static Expression sin(Expression a) {
        return new Unary(UnaryFunction.SIN, a);
    }

    public static Expression cos(Expression a) {
        return new Unary(UnaryFunction.COS, a);
    }

    public static Expression exp(Expression a) {
        return new Unary(UnaryFunction.EXP, a);
    }

    public static Expression when(
            Relation relation, Expression a, Expression b, Expression then, Expression otherwise) {
        return new Conditional(new Comparison(relation, a, b), then, otherwise);
    }

    /// A deterministic autonomous or driven system without definitions.
    public static EquationSystem system(
            List<String> states,
            List<String> parameters,
            List<Double> values,
            List<Expression> rightHandSides) {
        return new EquationSystem(
                false, states, parameters, values, List.of(), rightHandSides, List.of());
    }

    /// x' = sigma*(y - x), y' = x*(rho - z) - y, z' = x*y - beta*z.
    public static EquationSystem lorenz() {
        var x = name("x");
        var y = name("y");
        var z = name("z");
        return system(
                List.of("x", "y", "z"),
                List.of("sigma", "rho", "beta"),
                List.of(10.0, 28.0, 8.0 / 3.0),
                List.of(
                        mul(name("sigma"), sub(y, x)),
                        sub(mul(x, sub(name("rho"), z)), y),
                        sub(mul(x, y), mul(name("beta"), z))));
    }

    /// Lorenz 1996: x_i' = (x_{i+1} - x_{i-2})*x_{i-1} - x_i + F on a ring of `d` states.
    public static EquationSystem ring(int d) {
        var states = new ArrayList<String>();
        var sides = new ArrayList<Expression>();
        for (int i = 0; i < d; i++) {
            states.add("x[" + i + "]");
            var ahead = name("x[" + (i + 1) % d + "]");
            var twoBehind = name("x[" + (i + d - 2) % d + "]");
            var behind = name("x[" + (i + d - 1) % d + "]");
            sides.add(
                    add(sub(mul(sub(ahead, twoBehind), behind), name("x[" + i + "]")), name("F")));
        }
        return system(states, List.of("F"), List.of(8.0), sides);
    }

    /// Generator of seeded random numbers.
    public static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /// Whether every part of `tree` that is evaluated has a finite value.
    public static boolean finiteThroughout(Expression tree, ToDoubleFunction<String> symbols) {
        boolean parts =
                switch (tree) {
                    case Constant _, Symbol _, Expression.Delayed _ -> true;
                    case Unary(_, Expression argument) -> finiteThroughout(argument, symbols);
                    case Binary(_, Expression left, Expression right) ->
                            finiteThroughout(left, symbols) && finiteThroughout(right, symbols);
                    case Conditional(
                                    Comparison(_, Expression left, Expression right),
                                    Expression then,
                                    Expression otherwise) ->
                            finiteThroughout(left, symbols)
                                    && finiteThroughout(right, symbols)
                                    && finiteThroughout(then, symbols)
                                    && finiteThroughout(otherwise, symbols);
                };
        return parts && Double.isFinite(Interpreter.evaluate(tree, symbols));
    }

    /// A random tree over `names` of at most `depth` levels; every function of the language occurs.
    public static Expression tree(RandomGenerator random, List<String> names, int depth) {
        if (depth == 0 || random.nextInt(6) == 0) {
            return random.nextInt(4) == 0
                    ? number(random.nextInt(3) == 0 ? random.nextInt(-2, 4) : random.nextDouble(3))
                    : name(names.get(random.nextInt(names.size())));
        }
        int kind = random.nextInt(10);
        if (kind < 3) {
            var functions = UnaryFunction.values();
            return apply(
                    functions[random.nextInt(functions.length)], tree(random, names, depth - 1));
        }
        if (kind == 3) {
            var relations = Relation.values();
            return when(
                    relations[random.nextInt(relations.length)],
                    tree(random, names, Math.max(0, depth - 2)),
                    tree(random, names, Math.max(0, depth - 2)),
                    tree(random, names, depth - 1),
                    tree(random, names, depth - 1));
        }
        if (kind == 4) {
            return pow(tree(random, names, depth - 1), number(random.nextInt(-3, 5)));
        }
        var functions = BinaryFunction.values();
        int count = kind < 8 ? 4 : functions.length;
        return apply(
                functions[random.nextInt(count)],
                tree(random, names, depth - 1),
                tree(random, names, depth - 1));
    }
}
