/// Partial differential equations on a periodic line or square, in Fourier space.
///
/// [org.separatrix.dynamics.spectral.SpectralGrid1d] transforms and differentiates;
/// [org.separatrix.dynamics.spectral.SemilinearPde] splits the text of an equation into a stiff
/// linear and a nonlinear part and advances both by exponential time differencing.
///
/// In the plane, [org.separatrix.dynamics.spectral.SpectralGrid2d] is the grid and
/// [org.separatrix.dynamics.spectral.VorticityEquation] the flow of an incompressible fluid, begun
/// from a [org.separatrix.dynamics.spectral.StreamFunction].
@NullMarked
package org.separatrix.dynamics.spectral;

import org.jspecify.annotations.NullMarked;
