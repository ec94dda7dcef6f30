@NullMarked
package org.separatrix.equations.compile;

import org.jspecify.annotations.NullMarked;
