/// Method 30: light Schrödinger bridge.
///
/// Finds the diffusion of variance epsilon that carries one cloud of points to another and stays
/// closest to Brownian motion; its end points are entropic optimal transport. The adjusted
/// potential is a sum of Gaussians, `v(x1) = sum_k alpha_k N(x1 | r_k, epsilon S_k)`, so that the
/// plan is a mixture in closed form, `pi(x1|x0) = sum_k w_k(x0) N(x1 | r_k + S_k x0, epsilon S_k)`,
/// and so are its normaliser c, the drift and every path. Training minimises `E_p0 log c - E_p1 log
/// v`, which is the Kullback–Leibler divergence from the true bridge up to a constant: no
/// simulation, no network.
///
/// It fails where a few hundred Gaussians cannot hold the target (images), and where epsilon is so
/// small against the scale of the data that responsibilities become hard.
///
/// A. Korotin, N. Gushchin and E. Burnaev, "Light Schrödinger bridge", ICLR (2024),
/// arXiv:2310.01174. Training by bridge matching: N. Gushchin et al., "Light and optimal
/// Schrödinger bridge matching", ICML (2024), arXiv:2402.03207.
@NullMarked
package org.separatrix.transport.lightsb;

import org.jspecify.annotations.NullMarked;
