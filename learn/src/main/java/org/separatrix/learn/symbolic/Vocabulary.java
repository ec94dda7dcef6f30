package org.separatrix.learn.symbolic;

import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.Expression;
import org.separatrix.equations.UnaryFunction;
import org.separatrix.learn.LearnException;

import java.util.HashSet;
import java.util.List;

/// The words that formulas are written in, in prefix order: functions of two arguments, functions
/// of one, variables, and, if asked for, the number 1, whose value the judge of a formula may fit.
///
/// @param binary functions of two arguments
/// @param unary functions of one argument
/// @param variables names
/// @param constant whether the number 1 is a word
public record Vocabulary(
        List<BinaryFunction> binary,
        List<UnaryFunction> unary,
        List<String> variables,
        boolean constant) {

    public Vocabulary {
        binary = List.copyOf(binary);
        unary = List.copyOf(unary);
        variables = List.copyOf(variables);
        if (variables.isEmpty() || new HashSet<>(variables).size() != variables.size()) {
            throw new LearnException("every variable needs a name of its own: " + variables);
        }
        if (binary.isEmpty()) {
            throw new LearnException("at least one function of two arguments is needed");
        }
    }

    /// The four operations, sine, cosine, exponential, logarithm and hyperbolic tangent.
    public static Vocabulary published(List<String> variables) {
        return new Vocabulary(
                List.of(
                        BinaryFunction.ADD,
                        BinaryFunction.SUBTRACT,
                        BinaryFunction.MULTIPLY,
                        BinaryFunction.DIVIDE),
                List.of(
                        UnaryFunction.SIN,
                        UnaryFunction.COS,
                        UnaryFunction.EXP,
                        UnaryFunction.LOG,
                        UnaryFunction.TANH),
                variables,
                false);
    }

    /// Number of words.
    public int size() {
        return binary.size() + unary.size() + variables.size() + (constant ? 1 : 0);
    }

    /// Number of arguments of a word.
    int arity(int word) {
        return word < binary.size() ? 2 : word < binary.size() + unary.size() ? 1 : 0;
    }

    boolean isConstant(int word) {
        return constant && word == size() - 1;
    }

    boolean isTrigonometric(int word) {
        return arity(word) == 1
                && switch (unary.get(word - binary.size())) {
                    case SIN, COS, TAN -> true;
                    default -> false;
                };
    }

    /// Whether one function of one argument undoes the other.
    boolean undo(int outer, int inner) {
        if (arity(outer) != 1 || arity(inner) != 1) {
            return false;
        }
        var f = unary.get(outer - binary.size());
        var g = unary.get(inner - binary.size());
        return inverse(f, g) || inverse(g, f);
    }

    private static boolean inverse(UnaryFunction f, UnaryFunction g) {
        return switch (f) {
            case EXP -> g == UnaryFunction.LOG;
            case NEGATE -> g == UnaryFunction.NEGATE;
            case SIN -> g == UnaryFunction.ASIN;
            case COS -> g == UnaryFunction.ACOS;
            case TAN -> g == UnaryFunction.ATAN;
            default -> false;
        };
    }

    /// The formula that words in prefix order say.
    ///
    /// @throws LearnException if they are not one whole formula
    public Expression formula(int[] words) {
        var reader = new Reader(words);
        var formula = reader.next();
        if (reader.at != words.length) {
            throw new LearnException("words are left over after a whole formula");
        }
        return formula;
    }

    private final class Reader {
        private final int[] words;
        private int at;

        Reader(int[] words) {
            this.words = words;
        }

        Expression next() {
            if (at == words.length) {
                throw new LearnException("the formula ends before it is whole");
            }
            int word = words[at++];
            return switch (arity(word)) {
                case 2 -> {
                    var left = next();
                    yield new Expression.Binary(binary.get(word), left, next());
                }
                case 1 -> new Expression.Unary(unary.get(word - binary.size()), next());
                default ->
                        isConstant(word)
                                ? new Expression.Constant(1)
                                : new Expression.Symbol(
                                        variables.get(word - binary.size() - unary.size()));
            };
        }
    }
}
