/// How fast neighbouring trajectories separate: Lyapunov exponents, with standard errors.
///
/// With the equations, [org.separatrix.analysis.lyapunov.LyapunovSpectrum] carries a frame of
/// tangent vectors along the trajectory, `x' = f(t, x)` and `U' = J(t, x) U`, and averages the
/// logarithms by which the orthonormalised frame grows (Benettin, Galgani, Giorgilli and Strelcyn,
/// Meccanica 15 (1980)). With a series alone,
/// [org.separatrix.analysis.lyapunov.NeighbourDivergence] follows neighbours apart.
///
/// An exponent is an average along one orbit: it converges as 1/sqrt(time) on a mixing attractor
/// and far slower where chaotic orbits stick to regular ones, as they do in Hamiltonian systems.
@NullMarked
package org.separatrix.analysis.lyapunov;

import org.jspecify.annotations.NullMarked;
