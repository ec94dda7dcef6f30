package org.separatrix.equations.compile;

import org.separatrix.equations.compile.Schedule.Statement;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Turns a program into a hidden class that implements [Code].
final class Assembler {

    /// Methods of one class; a larger program is spread over several, below the limits of a class
    /// file.
    private static final int METHODS_PER_CLASS = 100;

    private static final ClassDesc SELF =
            ClassDesc.of(Assembler.class.getPackageName() + ".Generated");

    /// Descriptor of [Code#run].
    static final MethodTypeDesc RUN =
            MethodType.methodType(
                            void.class,
                            double.class,
                            double.class,
                            int.class,
                            double[].class,
                            double[].class,
                            double[].class,
                            double[].class,
                            double[].class,
                            double[].class)
                    .describeConstable()
                    .orElseThrow();

    private static final int PARAMETERS = RUN.parameterCount();

    private Assembler() {}

    /// Executable code and the length of the work array it needs, per lane.
    record Assembled(Code code, int work) {}

    /// Code that computes the outputs of `program` once a call.
    static Assembled assemble(Program program, Target target) {
        var schedule = new Schedule(program, target);
        var parts = new ArrayList<Code>();
        for (byte[] bytes : classFiles(schedule, target)) {
            parts.add(load(bytes));
        }
        Code code = parts.size() == 1 ? parts.getFirst() : new Sequence(parts.toArray(new Code[0]));
        return new Assembled(code, schedule.kept().size());
    }

    /// The class files of a schedule.
    static List<byte[]> classFiles(Schedule schedule, Target target) {
        var methods = schedule.methods();
        var files = new ArrayList<byte[]>();
        for (int from = 0; from < methods.size(); from += METHODS_PER_CLASS) {
            var part = methods.subList(from, Math.min(methods.size(), from + METHODS_PER_CLASS));
            files.add(classFile(part, schedule, target));
        }
        return files;
    }

    private static byte[] classFile(
            List<List<Statement>> methods, Schedule schedule, Target target) {
        return classFile(type -> {
            if (methods.size() == 1) {
                type.withMethodBody(
                        "run",
                        RUN,
                        ClassFile.ACC_PUBLIC,
                        code -> body(code, methods.getFirst(), schedule, target));
                return;
            }
            for (int m = 0; m < methods.size(); m++) {
                var statements = methods.get(m);
                type.withMethodBody(
                        "part" + m,
                        RUN,
                        ClassFile.ACC_STATIC,
                        code -> body(code, statements, schedule, target));
            }
            type.withMethodBody(
                    "run", RUN, ClassFile.ACC_PUBLIC, code -> calls(code, methods.size()));
        });
    }

    /// A class with the members that `members` adds and a constructor without arguments.
    static byte[] classFile(Consumer<ClassBuilder> members) {
        return ClassFile.of()
                .build(
                        SELF,
                        type -> {
                            type.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
                            type.withInterfaceSymbols(Code.class.describeConstable().orElseThrow());
                            type.withMethodBody(
                                    ConstantDescs.INIT_NAME,
                                    ConstantDescs.MTD_void,
                                    0,
                                    code ->
                                            code.aload(0)
                                                    .invokespecial(
                                                            ConstantDescs.CD_Object,
                                                            ConstantDescs.INIT_NAME,
                                                            ConstantDescs.MTD_void)
                                                    .return_());
                            members.accept(type);
                        });
    }

    /// Defines a generated class and makes its one instance.
    static Code load(byte[] bytes) {
        try {
            var lookup = MethodHandles.lookup().defineHiddenClass(bytes, false);
            return (Code)
                    lookup.findConstructor(lookup.lookupClass(), MethodType.methodType(void.class))
                            .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("generated code was refused: " + e.getMessage(), e);
        }
    }

    private static void body(
            CodeBuilder code, List<Statement> statements, Schedule schedule, Target target) {
        target.around(code, () -> new MethodWriter(code, target, schedule).write(statements));
        code.return_();
    }

    private static void calls(CodeBuilder code, int methods) {
        for (int m = 0; m < methods; m++) {
            for (int k = 0; k < PARAMETERS; k++) {
                var kind = TypeKind.from(RUN.parameterType(k));
                code.loadLocal(kind, code.parameterSlot(k));
            }
            code.invokestatic(SELF, "part" + m, RUN);
        }
        code.return_();
    }

    /// Programs too large for one class, run one after the other.
    private record Sequence(Code[] parts) implements Code {
        @Override
        public void run(
                double time,
                double step,
                int steps,
                double[] state,
                double[] second,
                double[] result,
                double[] extra,
                double[] parameters,
                double[] work) {
            for (Code part : parts) {
                part.run(time, step, steps, state, second, result, extra, parameters, work);
            }
        }
    }
}
