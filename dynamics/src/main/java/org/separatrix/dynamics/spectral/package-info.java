/// Partial differential equations on a periodic line, in Fourier space.
///
/// [org.separatrix.dynamics.spectral.SpectralGrid1d] transforms and differentiates;
/// [org.separatrix.dynamics.spectral.SemilinearPde] splits the text of an equation into a stiff
/// linear and a nonlinear part and advances both by exponential time differencing.
@NullMarked
package org.separatrix.dynamics.spectral;

import org.jspecify.annotations.NullMarked;
