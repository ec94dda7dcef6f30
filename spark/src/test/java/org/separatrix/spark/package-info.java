@NullMarked
package org.separatrix.spark;

import org.jspecify.annotations.NullMarked;
