package org.separatrix.equations.compile;

import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.Relation;
import org.separatrix.equations.UnaryFunction;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// Vectors of lanes through the incubating vector API, named only in descriptors: this class itself
/// can be loaded where the API is absent.
///
/// A unit is one vector of the preferred length; several units give the processor independent work
/// while it waits for results. Elementary functions go to the API's vector mathematics, whose
/// results may differ from [Math] in the last place; products and sums are fused.
final class VectorTarget implements Target {

    private static final String PACKAGE = "jdk.incubator.vector.";
    private static final ClassDesc VECTOR = ClassDesc.of(PACKAGE + "Vector");
    private static final ClassDesc DOUBLES = ClassDesc.of(PACKAGE + "DoubleVector");
    private static final ClassDesc SPECIES = ClassDesc.of(PACKAGE + "VectorSpecies");
    private static final ClassDesc MASK = ClassDesc.of(PACKAGE + "VectorMask");
    private static final ClassDesc OPERATORS = ClassDesc.of(PACKAGE + "VectorOperators");
    private static final ClassDesc UNARY = OPERATORS.nested("Unary");
    private static final ClassDesc BINARY = OPERATORS.nested("Binary");
    private static final ClassDesc COMPARISON = OPERATORS.nested("Comparison");
    private static final ClassDesc FLOOR =
            ClassDesc.of(VectorTarget.class.getPackageName() + ".LaneFloor");
    private static final ClassDesc ARRAY = ConstantDescs.CD_double.arrayType();

    private static final MethodTypeDesc LOAD =
            MethodTypeDesc.of(DOUBLES, SPECIES, ARRAY, ConstantDescs.CD_int);
    private static final MethodTypeDesc STORE =
            MethodTypeDesc.of(ConstantDescs.CD_void, ARRAY, ConstantDescs.CD_int);
    private static final MethodTypeDesc BROADCAST =
            MethodTypeDesc.of(DOUBLES, SPECIES, ConstantDescs.CD_double);
    private static final MethodTypeDesc ZERO = MethodTypeDesc.of(DOUBLES);
    private static final MethodTypeDesc ONE = MethodTypeDesc.of(DOUBLES, VECTOR);
    private static final MethodTypeDesc TWO = MethodTypeDesc.of(DOUBLES, VECTOR, VECTOR);

    /// C2 turns one call of the API into many nodes of its own graph: a method must hold fewer
    /// operations than its bytes would allow.
    private static final int OPERATION = 12;

    /// Measured: C1 runs out of virtual registers in larger methods, and C2 then never sees them.
    private static final int METHOD_SIZE = 3_000;

    private final int length;
    private final int vectors;
    private final boolean together;
    private int offset = -1;

    private VectorTarget(int length, int vectors, boolean together) {
        this.length = length;
        this.vectors = vectors;
        this.together = together;
    }

    /// All vectors of a block side by side, operation by operation: hides latency.
    ///
    /// @param length lanes of one vector
    /// @param vectors vectors of one block
    static VectorTarget together(int length, int vectors) {
        return new VectorTarget(length, vectors, true);
    }

    /// The vectors of a block one after the other: for code that is long enough to overlap with
    /// itself.
    static VectorTarget inTurn(int length, int vectors) {
        return new VectorTarget(length, vectors, false);
    }

    @Override
    public int units() {
        return together ? vectors : 1;
    }

    @Override
    public TypeKind kind() {
        return TypeKind.REFERENCE;
    }

    @Override
    public boolean fused() {
        return true;
    }

    @Override
    public int methodSize() {
        return METHOD_SIZE;
    }

    @Override
    public int size(Node node) {
        return switch (node.operation()) {
            case Node.Constant _ -> 10;
            case Node.Input _ -> OPERATION;
            case Node.Unary _, Node.Binary _ -> OPERATION;
            case Node.Choice _ -> 2 * OPERATION;
        };
    }

    @Override
    public int writeSize() {
        return OPERATION;
    }

    @Override
    public void around(CodeBuilder code, Runnable body) {
        if (together) {
            body.run();
            return;
        }
        offset = code.allocateLocal(TypeKind.INT);
        var test = code.newLabel();
        var end = code.newLabel();
        code.iconst_0().istore(offset).labelBinding(test);
        code.iload(offset).loadConstant(vectors * length).if_icmpge(end);
        body.run();
        code.iinc(offset, length).goto_(test).labelBinding(end);
    }

    @Override
    public void constant(CodeBuilder code, double value) {
        species(code);
        code.loadConstant(value).invokestatic(DOUBLES, "broadcast", BROADCAST);
    }

    @Override
    public void input(CodeBuilder code, Bank bank, int index, int unit) {
        species(code);
        int slot = code.parameterSlot(bank.position());
        if (bank.isScalar()) {
            code.dload(slot).invokestatic(DOUBLES, "broadcast", BROADCAST);
        } else {
            code.aload(slot);
            place(code, index, unit);
            code.invokestatic(DOUBLES, "fromArray", LOAD);
        }
    }

    @Override
    public void write(CodeBuilder code, Bank bank, int index, int unit, Runnable value) {
        value.run();
        code.aload(code.parameterSlot(bank.position()));
        place(code, index, unit);
        code.invokevirtual(DOUBLES, "intoArray", STORE);
    }

    private void place(CodeBuilder code, int index, int unit) {
        code.loadConstant((index * vectors + unit) * length);
        if (!together) {
            code.iload(offset).iadd();
        }
    }

    private static void species(CodeBuilder code) {
        code.getstatic(DOUBLES, "SPECIES_PREFERRED", SPECIES);
    }

    @Override
    public void unary(CodeBuilder code, UnaryFunction function) {
        switch (function) {
            case NEGATE -> code.invokevirtual(DOUBLES, "neg", ZERO);
            case ABS -> code.invokevirtual(DOUBLES, "abs", ZERO);
            case SQRT -> code.invokevirtual(DOUBLES, "sqrt", ZERO);
            case FLOOR -> code.invokestatic(FLOOR, "floor", MethodTypeDesc.of(DOUBLES, DOUBLES));
            case SIN, COS, TAN, ASIN, ACOS, ATAN, SINH, COSH, TANH, EXP, LOG, LOG10 ->
                    code.getstatic(OPERATORS, function.name(), UNARY)
                            .invokevirtual(DOUBLES, "lanewise", MethodTypeDesc.of(DOUBLES, UNARY));
            case SIGN, STEP ->
                    throw new IllegalArgumentException(function + " is written as a choice");
        }
    }

    @Override
    public void binary(CodeBuilder code, BinaryFunction function) {
        switch (function) {
            case ADD -> code.invokevirtual(DOUBLES, "add", ONE);
            case SUBTRACT -> code.invokevirtual(DOUBLES, "sub", ONE);
            case MULTIPLY -> code.invokevirtual(DOUBLES, "mul", ONE);
            case DIVIDE -> code.invokevirtual(DOUBLES, "div", ONE);
            case MIN -> code.invokevirtual(DOUBLES, "min", ONE);
            case MAX -> code.invokevirtual(DOUBLES, "max", ONE);
            case POWER -> pairwise(code, "POW");
            case ATAN2 -> pairwise(code, "ATAN2");
            case MOD -> throw new IllegalArgumentException("mod is written out");
        }
    }

    private static void pairwise(CodeBuilder code, String operator) {
        int right = code.allocateLocal(TypeKind.REFERENCE);
        code.astore(right)
                .getstatic(OPERATORS, operator, BINARY)
                .aload(right)
                .invokevirtual(DOUBLES, "lanewise", MethodTypeDesc.of(DOUBLES, BINARY, VECTOR));
    }

    @Override
    public void fusedMultiplyAdd(CodeBuilder code) {
        code.invokevirtual(DOUBLES, "fma", TWO);
    }

    @Override
    public void choose(
            CodeBuilder code,
            Relation relation,
            Runnable left,
            Runnable right,
            Runnable then,
            Runnable otherwise) {
        otherwise.run();
        then.run();
        left.run();
        code.getstatic(OPERATORS, name(relation), COMPARISON);
        right.run();
        code.invokevirtual(DOUBLES, "compare", MethodTypeDesc.of(MASK, COMPARISON, VECTOR))
                .invokevirtual(DOUBLES, "blend", MethodTypeDesc.of(DOUBLES, VECTOR, MASK));
    }

    private static String name(Relation relation) {
        return switch (relation) {
            case LESS -> "LT";
            case LESS_OR_EQUAL -> "LE";
            case GREATER -> "GT";
            case GREATER_OR_EQUAL -> "GE";
            case EQUAL -> "EQ";
            case NOT_EQUAL -> "NE";
        };
    }
}
