package org.separatrix.equations.compile;

import org.separatrix.equations.compile.Program.Output;
import org.separatrix.equations.compile.Schedule.Define;
import org.separatrix.equations.compile.Schedule.Statement;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// A loop over steps whose state never leaves the registers: loaded once, stored once.
///
/// @param graph holds one step
/// @param carried inputs that change from step to step
/// @param next their values after the step
record FusedLoop(Graph graph, List<Node> carried, List<Node> next) {

    /// Measured: loops of this size still compile well, and one loop is what fusing is about.
    private static final int LOOP_SIZE = 6_000;

    FusedLoop {
        carried = List.copyOf(carried);
        next = List.copyOf(next);
    }

    /// Code that runs [Code#run]'s number of steps in place; empty if a step does not fit one
    /// method.
    Optional<Code> assemble(Target target) {
        var outputs = new ArrayList<Output>();
        for (Node value : next) {
            outputs.add(new Output(Bank.STATE, outputs.size(), value));
        }
        var schedule = new Schedule(new Program(graph, outputs), target, LOOP_SIZE);
        if (schedule.methods().size() > 1) {
            return Optional.empty();
        }
        byte[] bytes =
                Assembler.classFile(type ->
                        type.withMethodBody(
                                "run",
                                Assembler.RUN,
                                ClassFile.ACC_PUBLIC,
                                code -> {
                                    target.around(code, () -> body(code, target, schedule));
                                    code.return_();
                                }));
        return Optional.of(Assembler.load(bytes));
    }

    private void body(CodeBuilder code, Target target, Schedule schedule) {
        var writer = new MethodWriter(code, target, schedule);
        var variables = new ArrayList<int[]>();
        for (Node input : carried) {
            variables.add(writer.keep(input));
        }
        var changing = changing();
        var before = new ArrayList<Statement>();
        var inside = new ArrayList<Statement>();
        for (var statement : schedule.methods().getFirst()) {
            if (statement instanceof Define(Node node)) {
                (changing.get(node.id()) ? inside : before).add(statement);
            }
        }
        writer.preload(schedule.methods().getFirst());
        writer.write(before);

        int step = code.allocateLocal(TypeKind.INT);
        var test = code.newLabel();
        var end = code.newLabel();
        code.iconst_0().istore(step).labelBinding(test);
        code.iload(step).iload(code.parameterSlot(2)).if_icmpge(end);
        writer.write(inside);
        var results = next.stream().map(writer::keep).toList();
        for (int i = 0; i < carried.size(); i++) {
            for (int unit = 0; unit < target.units(); unit++) {
                code.loadLocal(target.kind(), results.get(i)[unit]);
                code.storeLocal(target.kind(), variables.get(i)[unit]);
            }
        }
        code.iinc(step, 1).goto_(test).labelBinding(end);
        for (Node input : carried) {
            if (input.operation() instanceof Node.Input(Bank bank, int index) && !bank.isScalar()) {
                writer.store(bank, index, input);
            }
        }
    }

    private BitSet changing() {
        var changing = new BitSet();
        for (Node node : graph.nodes()) {
            boolean changes = carried.contains(node);
            for (int k = 0; k < node.arity() && !changes; k++) {
                changes = changing.get(node.operand(k).id());
            }
            changing.set(node.id(), changes);
        }
        return changing;
    }
}
