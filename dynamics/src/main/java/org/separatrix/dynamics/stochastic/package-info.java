/// Stochastic differential equations `dx = f(t, x) dt + g(t, x) dW` on reproducible Brownian paths.
///
/// A [org.separatrix.dynamics.stochastic.BrownianPath] is a function of its seed: halving the step
/// refines the same path, so that strong errors can be measured and runs repeated. How to choose a
/// method: `sri` where it applies (scalar or diagonal noise), `milstein` for commutative noise,
/// `euler` for everything else, `heun` for equations meant in the sense of Stratonovich.
@NullMarked
package org.separatrix.dynamics.stochastic;

import org.jspecify.annotations.NullMarked;
