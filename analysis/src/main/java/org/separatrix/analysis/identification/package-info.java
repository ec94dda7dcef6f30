/// Linear state-space models from data.
@NullMarked
package org.separatrix.analysis.identification;

import org.jspecify.annotations.NullMarked;
