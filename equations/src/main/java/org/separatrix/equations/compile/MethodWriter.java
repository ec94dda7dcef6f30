package org.separatrix.equations.compile;

import org.separatrix.equations.BinaryFunction;
import org.separatrix.equations.UnaryFunction;
import org.separatrix.equations.compile.Schedule.Define;
import org.separatrix.equations.compile.Schedule.Statement;
import org.separatrix.equations.compile.Schedule.Write;

import java.lang.classfile.CodeBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/// Writes the statements of one method.
final class MethodWriter {

    private final CodeBuilder code;
    private final Target target;
    private final Schedule schedule;
    private final Map<Node, int[]> locals = new HashMap<>();
    private final Map<Node, Integer> leafUses = new HashMap<>();

    MethodWriter(CodeBuilder code, Target target, Schedule schedule) {
        this.code = code;
        this.target = target;
        this.schedule = schedule;
    }

    /// Writes `statements` in their order.
    void write(List<Statement> statements) {
        statements.forEach(this::count);
        statements.forEach(this::write);
    }

    /// Loads every input that `statements` use into local variables, ahead of a loop.
    void preload(List<Statement> statements) {
        statements.forEach(this::count);
        leafUses.replaceAll((_, _) -> 2);
        statements.forEach(this::fetchBelow);
    }

    /// Local variables that hold `node` from here on, one a unit; fresh ones if it has none yet.
    int[] keep(Node node) {
        int[] known = locals.get(node);
        if (known != null) {
            return known;
        }
        return keepInLocals(node, unit -> push(node, unit));
    }

    /// Writes a node's value to its place in an array.
    void store(Bank bank, int index, Node value) {
        forEachUnit(unit -> writeUnit(bank, index, value, unit));
    }

    /// Pushes one unit of a node's value.
    void push(Node node, int unit) {
        int[] slots = locals.get(node);
        if (slots != null) {
            code.loadLocal(target.kind(), slots[unit]);
            return;
        }
        var place = schedule.kept().get(node);
        if (place != null) {
            target.input(code, Bank.WORK, place, unit);
            return;
        }
        compute(node, unit);
    }

    private void write(Statement statement) {
        fetchBelow(statement);
        switch (statement) {
            case Define(Node node) -> {
                keepInLocals(node, unit -> compute(node, unit));
                var place = schedule.kept().get(node);
                if (place != null) {
                    store(Bank.WORK, place, node);
                }
            }
            case Write(Program.Output(Bank bank, int index, Node value)) ->
                    store(bank, index, value);
        }
    }

    private void writeUnit(Bank bank, int index, Node value, int unit) {
        target.write(code, bank, index, unit, () -> push(value, unit));
    }

    private void forEachUnit(IntConsumer action) {
        for (int unit = 0; unit < target.units(); unit++) {
            action.accept(unit);
        }
    }

    private void compute(Node node, int unit) {
        switch (node.operation()) {
            case Node.Constant constant -> target.constant(code, constant.value());
            case Node.Input(Bank bank, int index) -> target.input(code, bank, index, unit);
            case Node.Unary(UnaryFunction function, Node argument) -> {
                push(argument, unit);
                target.unary(code, function);
            }
            case Node.Binary(BinaryFunction function, Node left, Node right) -> {
                if (!target.fused() || !fuse(function, left, right, unit)) {
                    push(left, unit);
                    push(right, unit);
                    target.binary(code, function);
                }
            }
            case Node.Choice(var relation, Node left, Node right, Node then, Node otherwise) ->
                    target.choose(
                            code,
                            relation,
                            () -> push(left, unit),
                            () -> push(right, unit),
                            () -> push(then, unit),
                            () -> push(otherwise, unit));
        }
    }

    /// `a*b + c`, `c - a*b` and `a*b - c` in one rounding, if the product is needed only here.
    private boolean fuse(BinaryFunction function, Node left, Node right, int unit) {
        boolean plus = function == BinaryFunction.ADD;
        if (!plus && function != BinaryFunction.SUBTRACT) {
            return false;
        }
        if (right.operation() instanceof Node.Binary(var f, Node a, Node b)
                && f == BinaryFunction.MULTIPLY
                && !schedule.isVariable(right)) {
            push(a, unit);
            if (!plus) {
                target.unary(code, UnaryFunction.NEGATE);
            }
            push(b, unit);
            push(left, unit);
            target.fusedMultiplyAdd(code);
            return true;
        }
        if (left.operation() instanceof Node.Binary(var f, Node a, Node b)
                && f == BinaryFunction.MULTIPLY
                && !schedule.isVariable(left)) {
            push(a, unit);
            push(b, unit);
            push(right, unit);
            if (!plus) {
                target.unary(code, UnaryFunction.NEGATE);
            }
            target.fusedMultiplyAdd(code);
            return true;
        }
        return false;
    }

    private void count(Statement statement) {
        switch (statement) {
            case Define(Node node) -> countOperands(node);
            case Write write -> count(write.node());
        }
    }

    private void count(Node node) {
        if (node.isLeaf() || schedule.isVariable(node)) {
            leafUses.merge(node, 1, Integer::sum);
        } else {
            countOperands(node);
        }
    }

    private void countOperands(Node node) {
        for (int k = 0; k < node.arity(); k++) {
            count(node.operand(k));
        }
    }

    private void fetchBelow(Statement statement) {
        switch (statement) {
            case Define(Node node) -> fetchOperands(node);
            case Write write -> fetch(write.node());
        }
    }

    /// Loads what comes from arrays and is used more than once into a local variable.
    private void fetch(Node node) {
        if (!node.isLeaf() && !schedule.isVariable(node)) {
            fetchOperands(node);
            return;
        }
        boolean literal = node.operation() instanceof Node.Constant;
        boolean scalar = literal && target instanceof ScalarTarget;
        boolean elsewhere = node.isLeaf() || schedule.kept().containsKey(node);
        if (elsewhere
                && !scalar
                && !locals.containsKey(node)
                && leafUses.getOrDefault(node, 0) > 1) {
            keepInLocals(node, unit -> push(node, unit));
        }
    }

    private int[] keepInLocals(Node node, IntConsumer pushUnit) {
        int[] slots = new int[target.units()];
        for (int unit = 0; unit < slots.length; unit++) {
            pushUnit.accept(unit);
            slots[unit] = code.allocateLocal(target.kind());
            code.storeLocal(target.kind(), slots[unit]);
        }
        locals.put(node, slots);
        return slots;
    }

    private void fetchOperands(Node node) {
        for (int k = 0; k < node.arity(); k++) {
            fetch(node.operand(k));
        }
    }
}
