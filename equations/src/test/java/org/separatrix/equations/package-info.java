@NullMarked
package org.separatrix.equations;

import org.jspecify.annotations.NullMarked;
