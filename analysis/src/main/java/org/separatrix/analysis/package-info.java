@NullMarked
package org.separatrix.analysis;

import org.jspecify.annotations.NullMarked;
