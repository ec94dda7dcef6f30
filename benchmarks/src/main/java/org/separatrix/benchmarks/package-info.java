@NullMarked
package org.separatrix.benchmarks;

import org.jspecify.annotations.NullMarked;
