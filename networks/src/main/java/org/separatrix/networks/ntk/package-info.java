/// Method 46: the neural tangent kernel.
///
/// A wide network trained by gradient descent moves in function space along the gradient of the
/// cost for one kernel, `Theta(x, x') = sum_p df(x)/dp df(x')/dp`. At infinite width that kernel is
/// known at initialisation and stays put, so that least-squares training is a linear equation,
/// `df/dt = -Theta (f - y)/N`, solved in the eigenbasis of the kernel: fast along its first
/// principal components, slow along the last, and ending in kernel regression.
///
/// With the covariance `Sigma` of the outputs at initialisation, layer by layer,
///
/// `Sigma' = s^2 E[phi(u) phi(v)] + b^2`, `Theta' = Sigma' + s^2 Theta E[phi'(u) phi'(v)]`,
///
/// where (u, v) is Gaussian with covariance Sigma, s is the gain of the weights and b the strength
/// of the biases.
///
/// It fails where features are learned: narrow networks, large learning rates, other scalings of
/// the output. [TangentKernelDrift] measures how far a network is from the limit.
///
/// A. Jacot, F. Gabriel and C. Hongler, "Neural tangent kernel: convergence and generalization in
/// neural networks", NeurIPS (2018), arXiv:1806.07572.
@NullMarked
package org.separatrix.networks.ntk;

import org.jspecify.annotations.NullMarked;
