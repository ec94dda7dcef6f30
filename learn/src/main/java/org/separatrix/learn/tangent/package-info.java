/// The tangent kernel of any network, and how lazily a training went.
///
/// [org.separatrix.learn.tangent.TangentKernel] is `J J'` for the Jacobian J of the outputs by the
/// weights; [org.separatrix.learn.tangent.Laziness] says how far a training moved it.
@NullMarked
package org.separatrix.learn.tangent;

import org.jspecify.annotations.NullMarked;
