package org.separatrix.learn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.separatrix.equations.Algebra;
import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.Expression;
import org.separatrix.equations.Relation;
import org.separatrix.equations.UnaryFunction;

import java.util.Optional;
import java.util.function.Function;

/// Formulas on tensors, element by element, as part of a graph.
///
/// ```java
/// var y = new TensorAlgebra(Kind.DOUBLE).fold(formula, leaf -> columns.get(leaf));
/// ```
///
/// Every operation is libtorch's; shapes follow its rules of broadcasting, and literals have none.
///
/// @param kind of literals
public record TensorAlgebra(Kind kind) implements Algebra<Tensor> {

    /// The value of a formula.
    ///
    /// @param symbols value of each symbol by name
    public Tensor evaluate(Expression formula, Function<String, Tensor> symbols) {
        return fold(
                formula,
                leaf -> {
                    if (leaf instanceof Expression.Symbol(String name)) {
                        return symbols.apply(name);
                    }
                    throw new LearnException("a formula of tensors has no past: " + leaf);
                });
    }

    @Override
    public Tensor constant(double value) {
        return Tensors.scalar(value, kind);
    }

    @Override
    public Tensor unary(UnaryFunction function, Tensor u) {
        return switch (function) {
            case NEGATE -> u.neg();
            case SIN -> u.sin();
            case COS -> u.cos();
            case TAN -> u.tan();
            case ASIN -> u.asin();
            case ACOS -> u.acos();
            case ATAN -> u.atan();
            case SINH -> u.sinh();
            case COSH -> u.cosh();
            case TANH -> u.tanh();
            case EXP -> u.exp();
            case LOG -> u.log();
            case LOG10 -> u.log10();
            case SQRT -> u.sqrt();
            case ABS -> u.abs();
            case SIGN -> u.sign();
            case FLOOR -> u.floor();
            case STEP -> torch.heaviside(u.detach(), u.new_zeros(new long[0]));
        };
    }

    @Override
    public Tensor binary(BinaryFunction function, Tensor u, Tensor v) {
        return switch (function) {
            case ADD -> u.add(v);
            case SUBTRACT -> u.sub(v);
            case MULTIPLY -> u.mul(v);
            case DIVIDE -> u.div(v);
            case POWER -> u.pow(v);
            case ATAN2 -> u.atan2(v);
            case MIN -> torch.minimum(u, v);
            case MAX -> torch.maximum(u, v);
            case MOD -> u.sub(v.mul(u.div(v).floor()));
        };
    }

    @Override
    public Tensor choose(Relation relation, Tensor u, Tensor v, Tensor then, Tensor otherwise) {
        var holds =
                switch (relation) {
                    case LESS -> u.lt(v);
                    case LESS_OR_EQUAL -> u.le(v);
                    case GREATER -> u.gt(v);
                    case GREATER_OR_EQUAL -> u.ge(v);
                    case EQUAL -> u.eq(v);
                    case NOT_EQUAL -> u.ne(v);
                };
        return torch.where(holds, then, otherwise);
    }

    @Override
    public double literal(Tensor term) {
        return Double.NaN;
    }

    @Override
    public Optional<Tensor> negated(Tensor term) {
        return Optional.empty();
    }
}
