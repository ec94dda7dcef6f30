/// How equations become machine code.
///
/// A system arrives as trees: one right-hand side a state, auxiliary definitions, noise terms.
///
/// 1. **One graph.** [ResolvedSystem] folds the trees into a [Graph], in which equal operations on
///    equal operands are one [Node]. Definitions dissolve into it and common parts of all equations
///    are computed once. The graph changes no bit of a value: nothing is re-associated or fused.
/// 2. **Derived graphs.** Everything else a solver wants is built in the same graph from the same
///    nodes: exact partial derivatives ([Differentiation]), a whole Runge–Kutta step with its
///    stages ([RungeKutta]), the Taylor coefficients of the solution one by one ([TaylorSeries]).
///    These use the identities of real numbers.
/// 3. **A schedule.** [Schedule] gives nodes that are used more than once a local variable, leaves
///    the others on the operand stack where they are used, and cuts the sequence into methods that
///    the JIT accepts; what crosses a cut lies in a work array.
/// 4. **Instructions.** [MethodWriter] walks the statements and a [Target] chooses the bytecode:
///    doubles with the calls the interpreter makes, or vectors of lanes. [Assembler] wraps the
///    methods into hidden classes with the class-file API; [FusedLoop] adds a loop over steps whose
///    state stays in registers. HotSpot's C2 does the rest.
///
/// [Compiler#compile] hands out a [Kernel]. Parts are generated when they are first used, once for
/// all copies ([SystemCode], [LaneCode]); generated code holds no state, so a copy is its parameter
/// values and work arrays. Parameters are read from an array that the kernel's views share: setting
/// one takes effect in all of them and recompiles nothing.
///
/// Scalar right-hand sides equal the [org.separatrix.equations.Interpreter] bit for bit. Lanes fuse
/// products and sums and use the vector API's elementary functions, so they differ from scalar code
/// by round-off. Where the vector API is absent, and where straight vector code would be too long
/// to warm up, lanes are plain loops over doubles with the scalar operations.
@NullMarked
package org.separatrix.equations.compile;

import org.jspecify.annotations.NullMarked;
