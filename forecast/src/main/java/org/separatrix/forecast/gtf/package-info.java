/// Method 03: generalized teacher forcing for learning chaotic dynamics.
///
/// Learns from one long recording a small piecewise-linear map whose free run has the geometry, the
/// spectrum and the Lyapunov exponents of the data. While it trains, the state is partly replaced
/// by the observed one, `z~ = (1 - alpha) z + alpha x`, with alpha taken from the Jacobians, so
/// that gradients neither explode nor vanish: with s the largest norm of a Jacobian, alpha* =
/// max(0, 1 - 1/s) bounds them for every length of the sequence. It is a sufficient bound: along a
/// chaotic orbit the products already stop growing at 1 - exp(-lambda_1 dt).
///
/// The maps are affine on regions of their states: shallow, `F(z) = A z + W1 (relu(W2 z + h2) -
/// relu(W2 z)) + h1` with diagonal A, plain, mean-centred and dendritic. Their fixed points and
/// cycles are solved for exactly. States are observed directly, with others beside them or not, or
/// through a matrix, and may be driven by external inputs.
///
/// It fails without telling where the forcing is so strong that the loss no longer shows that the
/// free run comes to rest: judge by the free run, not by the loss.
///
/// F. Hess, Z. Monfared, M. Brenner and D. Durstewitz, "Generalized teacher forcing for learning
/// chaotic dynamics", ICML (2023), arXiv:2306.04406.
@NullMarked
package org.separatrix.forecast.gtf;

import org.jspecify.annotations.NullMarked;
