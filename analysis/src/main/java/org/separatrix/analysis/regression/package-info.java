/// Linear and sparse regression.
@NullMarked
package org.separatrix.analysis.regression;

import org.jspecify.annotations.NullMarked;
