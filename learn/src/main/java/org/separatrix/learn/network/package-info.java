/// Networks as functions of explicit weights.
///
/// A network is a description: it names its parameters and computes from values given to it. The
/// values are [org.separatrix.learn.network.Weights], which an optimiser changes, a checkpoint
/// saves, an average copies, and an outer gradient may pass through.
@NullMarked
package org.separatrix.learn.network;

import org.jspecify.annotations.NullMarked;
