/// Method 03: generalized teacher forcing for learning chaotic dynamics.
///
/// Learns from one long recording a small piecewise-linear map whose free run has the geometry, the
/// spectrum and the Lyapunov exponents of the data. While it trains, the state is partly replaced
/// by the observed one, `z~ = (1 - alpha) z + alpha x`, with alpha taken from the Jacobians, so
/// that gradients neither explode nor vanish: with s the largest norm of a Jacobian, alpha* =
/// max(0, 1 - 1/s) bounds them for every length of the sequence. It is a sufficient bound: along a
/// chaotic orbit the products already stop growing at 1 - exp(-lambda_1 dt).
///
/// The map is `F(z) = A z + W1 (relu(W2 z + h2) - relu(W2 z)) + h1` with diagonal A. Its fixed
/// points are solved for exactly.
///
/// Here: the shallow map and its clipped form, with the states observed directly or through a
/// matrix. Not here yet: external inputs, the dendritic and mean-centred maps, and the recordings
/// of hearts and brains.
///
/// F. Hess, Z. Monfared, M. Brenner and D. Durstewitz, "Generalized teacher forcing for learning
/// chaotic dynamics", ICML (2023), arXiv:2306.04406.
@NullMarked
package org.separatrix.forecast.gtf;

import org.jspecify.annotations.NullMarked;
