@NullMarked
package org.separatrix.forecast;

import org.jspecify.annotations.NullMarked;
