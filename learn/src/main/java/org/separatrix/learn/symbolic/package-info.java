/// Deep symbolic regression: a recurrent network that writes formulas and learns from the best of
/// them.
///
/// What a formula is worth is said by the caller, so that the same search serves laws of motion,
/// invariants and anything else that a tree of functions can be.
///
/// Source: B. K. Petersen et al., "Deep symbolic regression: recovering mathematical expressions
/// from data via risk-seeking policy gradients", ICLR 2021.
@NullMarked
package org.separatrix.learn.symbolic;

import org.jspecify.annotations.NullMarked;
