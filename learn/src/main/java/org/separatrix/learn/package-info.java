/// Tensors, networks, training, differentiable solvers.
@NullMarked
package org.separatrix.learn;

import org.jspecify.annotations.NullMarked;
