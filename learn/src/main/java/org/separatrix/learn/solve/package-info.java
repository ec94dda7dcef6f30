/// Differential equations whose solution can be differentiated.
///
/// A [org.separatrix.learn.solve.Stepper] advances a state; [org.separatrix.learn.solve.Solver]
/// drives it with fixed or adaptive steps and saves the solution where it is asked for; an
/// [org.separatrix.learn.solve.Adjoint] says how gradients are computed. Ordinary equations come as
/// a [org.separatrix.learn.solve.VectorField], equations driven by data through a
/// [org.separatrix.learn.solve.ControlPath], stochastic ones as a
/// [org.separatrix.learn.solve.StochasticField] and a [org.separatrix.learn.solve.BrownianPath].
///
/// Source: P. Kidger, "On neural differential equations", thesis, Oxford (2021), arXiv:2202.02435.
@NullMarked
package org.separatrix.learn.solve;

import org.jspecify.annotations.NullMarked;
