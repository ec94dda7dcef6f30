/// Method 04: model scale versus domain knowledge in forecasting chaos.
///
/// Twenty-four forecasters, from the last value to N-BEATS, transformers, reservoirs and neural
/// differential equations, choose their settings on one trajectory of a chaotic system and continue
/// another on their own. The paper finds that large models without any knowledge of dynamics
/// forecast best, that their skill then no longer follows the Lyapunov exponent, and that methods
/// with an inductive bias keep an edge where data are few.
///
/// The comparison itself is [org.separatrix.forecast.bench]; here are the sweeps and the analyses:
/// error growth, agreement of the metrics, skill against invariants, length of the data, noise,
/// granularity, cost, and the ceiling that a perfect model with an inexact start sets.
///
/// W. Gilpin, "Model scale versus domain knowledge in statistical forecasting of chaotic systems",
/// Phys. Rev. Research 5, 043252 (2023), arXiv:2303.08011.
@NullMarked
package org.separatrix.forecast.tournament;

import org.jspecify.annotations.NullMarked;
