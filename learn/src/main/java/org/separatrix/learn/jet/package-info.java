/// Taylor-mode derivatives: truncated Taylor series pushed through a network.
///
/// For a direction `s`, `z(s) = z_0 + z_1 s + ... + z_K s^K` enters, the series of the output
/// leaves; the k-th derivative is `k!` times its k-th coefficient. One pass gives all orders, and
/// one reverse pass over it gives the gradient for the weights, where nested reverse mode doubles
/// the graph with every order.
@NullMarked
package org.separatrix.learn.jet;

import org.jspecify.annotations.NullMarked;
