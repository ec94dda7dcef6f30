/// Learning partial differential equations.
@NullMarked
package org.separatrix.fields;

import org.jspecify.annotations.NullMarked;
