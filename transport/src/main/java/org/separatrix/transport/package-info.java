/// Probability flows and generative models.
@NullMarked
package org.separatrix.transport;

import org.jspecify.annotations.NullMarked;
