@NullMarked
package org.separatrix.dynamics;

import org.jspecify.annotations.NullMarked;
