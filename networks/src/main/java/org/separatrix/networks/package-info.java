/// The dynamics of learning and inference.
@NullMarked
package org.separatrix.networks;

import org.jspecify.annotations.NullMarked;
