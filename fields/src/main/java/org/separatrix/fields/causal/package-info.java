/// Method 05: causal training of physics-informed neural networks.
///
/// A network `u(t, x)` is fitted to a differential equation by making its residual small. Left
/// alone it lowers late residuals before early ones are right, and settles on a wrong solution.
/// Here the residual at time t_i counts only once all earlier ones are small,
///
/// `w_i = exp(-epsilon sum_{k<i} L(t_k))`,
///
/// and the smallest weight tells whether the fit has converged. Equations are text; derivatives are
/// Taylor coefficients pushed through the network; small networks are fitted by Levenberg–Marquardt
/// in double precision, which the paper does not have, larger ones by Adam.
///
/// The authors state that the causal training algorithm is protected by a patent of the University
/// of Pennsylvania and is not free for commercial use; see
/// [org.separatrix.fields.causal.CausalWeights], the one class that holds it.
///
/// S. Wang, S. Sankaran and P. Perdikaris, "Respecting causality for training physics-informed
/// neural networks", CMAME 421 (2024), arXiv:2203.07404.
@NullMarked
package org.separatrix.fields.causal;

import org.jspecify.annotations.NullMarked;
