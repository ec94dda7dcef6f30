/// Minimisers of functions of many variables.
@NullMarked
package org.separatrix.analysis.optimization;

import org.jspecify.annotations.NullMarked;
