package org.separatrix.equations.compile;

import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.Relation;
import org.separatrix.equations.UnaryFunction;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;

/// Instruction selection: how the operations of a graph become bytecode on the operand stack.
///
/// A target works on one or several independent *units* (one double, or vectors of lanes) in the
/// same method; each value has a local variable for each unit.
interface Target {

    /// Number of independent units.
    int units();

    /// Kind of the local variable that holds one unit of a value.
    TypeKind kind();

    /// Whether products and sums are fused into one rounding.
    boolean fused();

    /// Largest sum of costs that the JIT compiles well as one method.
    int methodSize();

    /// Cost of a node's own instructions, about their bytes.
    int size(Node node);

    /// Cost of writing an output.
    int writeSize();

    /// Emits `body` so that it runs for everything the target works on.
    void around(CodeBuilder code, Runnable body);

    void constant(CodeBuilder code, double value);

    void input(CodeBuilder code, Bank bank, int index, int unit);

    void unary(CodeBuilder code, UnaryFunction function);

    void binary(CodeBuilder code, BinaryFunction function);

    /// From the stack a, b, c: `a*b + c` with one rounding.
    void fusedMultiplyAdd(CodeBuilder code);

    /// Pushes `then` or `otherwise`; the four runnables push the parts.
    void choose(
            CodeBuilder code,
            Relation relation,
            Runnable left,
            Runnable right,
            Runnable then,
            Runnable otherwise);

    /// Writes what `value` pushes to an array.
    void write(CodeBuilder code, Bank bank, int index, int unit, Runnable value);
}
