@NullMarked
package org.separatrix.app;

import org.jspecify.annotations.NullMarked;
