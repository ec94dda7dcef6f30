/// Series that share some properties of a given one and are random otherwise: null hypotheses for
/// tests.
@NullMarked
package org.separatrix.analysis.surrogate;

import org.jspecify.annotations.NullMarked;
