package org.separatrix.equations.compile;

import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.Relation;
import org.separatrix.equations.UnaryFunction;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Locale;

/// Plain double arithmetic with the very calls the interpreter makes.
///
/// With more than one lane the code runs in a loop over the lanes of structure-of-arrays blocks:
/// the twin of the vector code for a machine without the vector API.
final class ScalarTarget implements Target {

    private static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    private static final ClassDesc BINARY = BinaryFunction.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc ONE =
            MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_double);
    private static final MethodTypeDesc TWO =
            MethodTypeDesc.of(
                    ConstantDescs.CD_double, ConstantDescs.CD_double, ConstantDescs.CD_double);
    private static final MethodTypeDesc THREE =
            MethodTypeDesc.of(
                    ConstantDescs.CD_double,
                    ConstantDescs.CD_double,
                    ConstantDescs.CD_double,
                    ConstantDescs.CD_double);

    private final int lanes;
    private int lane = -1;

    private ScalarTarget(int lanes) {
        this.lanes = lanes;
    }

    /// One state at a time, each operation rounded as it is written.
    static ScalarTarget exact() {
        return new ScalarTarget(1);
    }

    /// A loop over `lanes` states.
    static ScalarTarget overLanes(int lanes) {
        return new ScalarTarget(lanes);
    }

    @Override
    public int units() {
        return 1;
    }

    @Override
    public TypeKind kind() {
        return TypeKind.DOUBLE;
    }

    @Override
    public boolean fused() {
        return false; // without the instruction, Math.fma would be hundreds of times slower
    }

    @Override
    public int methodSize() {
        return 6_000; // HotSpot compiles no method of 8,000 bytes; the costs are estimates
    }

    @Override
    public int size(Node node) {
        return switch (node.operation()) {
            case Node.Constant _ -> 3;
            case Node.Input _ -> 10;
            case Node.Unary _ -> 3;
            case Node.Binary _ -> 3;
            case Node.Choice _ -> 8;
        };
    }

    @Override
    public int writeSize() {
        return 10;
    }

    @Override
    public void around(CodeBuilder code, Runnable body) {
        if (lanes == 1) {
            body.run();
            return;
        }
        lane = code.allocateLocal(TypeKind.INT);
        var test = code.newLabel();
        var end = code.newLabel();
        code.iconst_0().istore(lane).labelBinding(test);
        code.iload(lane).loadConstant(lanes).if_icmpge(end);
        body.run();
        code.iinc(lane, 1).goto_(test).labelBinding(end);
    }

    @Override
    public void constant(CodeBuilder code, double value) {
        code.loadConstant(value);
    }

    @Override
    public void input(CodeBuilder code, Bank bank, int index, int unit) {
        int slot = code.parameterSlot(bank.position());
        if (bank.isScalar()) {
            code.dload(slot);
        } else {
            place(code, slot, index);
            code.daload();
        }
    }

    @Override
    public void write(CodeBuilder code, Bank bank, int index, int unit, Runnable value) {
        place(code, code.parameterSlot(bank.position()), index);
        value.run();
        code.dastore();
    }

    private void place(CodeBuilder code, int slot, int index) {
        code.aload(slot).loadConstant(index * lanes);
        if (lanes > 1) {
            code.iload(lane).iadd();
        }
    }

    @Override
    public void unary(CodeBuilder code, UnaryFunction function) {
        switch (function) {
            case NEGATE -> code.dneg();
            case SIGN -> code.invokestatic(MATH, "signum", ONE);
            case STEP -> throw new IllegalArgumentException("step is written as a choice");
            case SIN,
                    COS,
                    TAN,
                    ASIN,
                    ACOS,
                    ATAN,
                    SINH,
                    COSH,
                    TANH,
                    EXP,
                    LOG,
                    LOG10,
                    SQRT,
                    ABS,
                    FLOOR ->
                    code.invokestatic(MATH, function.name().toLowerCase(Locale.ROOT), ONE);
        }
    }

    @Override
    public void binary(CodeBuilder code, BinaryFunction function) {
        switch (function) {
            case ADD -> code.dadd();
            case SUBTRACT -> code.dsub();
            case MULTIPLY -> code.dmul();
            case DIVIDE -> code.ddiv();
            case POWER -> code.invokestatic(BINARY, "power", TWO);
            case ATAN2, MIN, MAX ->
                    code.invokestatic(MATH, function.name().toLowerCase(Locale.ROOT), TWO);
            case MOD -> throw new IllegalArgumentException("mod is written out");
        }
    }

    @Override
    public void fusedMultiplyAdd(CodeBuilder code) {
        code.invokestatic(MATH, "fma", THREE);
    }

    @Override
    public void choose(
            CodeBuilder code,
            Relation relation,
            Runnable left,
            Runnable right,
            Runnable then,
            Runnable otherwise) {
        var no = code.newLabel();
        var end = code.newLabel();
        left.run();
        right.run();
        switch (relation) {
            case LESS -> code.dcmpg().ifge(no);
            case LESS_OR_EQUAL -> code.dcmpg().ifgt(no);
            case GREATER -> code.dcmpl().ifle(no);
            case GREATER_OR_EQUAL -> code.dcmpl().iflt(no);
            case EQUAL -> code.dcmpl().ifne(no);
            case NOT_EQUAL -> code.dcmpl().ifeq(no);
        }
        then.run();
        code.goto_(end).labelBinding(no);
        otherwise.run();
        code.labelBinding(end);
    }
}
