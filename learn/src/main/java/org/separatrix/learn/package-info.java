/// Learning on libtorch: tensors, networks, training, derivatives.
///
/// * [org.separatrix.learn.Scope] owns native memory, [org.separatrix.learn.Tensors] turns arrays
///   into tensors and back, [org.separatrix.learn.Autograd] differentiates.
/// * [org.separatrix.learn.network] has the networks; their parameters are a value of its own,
///   [org.separatrix.learn.network.Weights].
/// * [org.separatrix.learn.training] minimises a loss, with checkpoints and exact resume.
/// * [org.separatrix.learn.jet] pushes Taylor coefficients through networks.
@NullMarked
package org.separatrix.learn;

import org.jspecify.annotations.NullMarked;
