/// Which frequencies a series holds: periodograms, the dominant period, and tests against
/// surrogates.
@NullMarked
package org.separatrix.analysis.spectrum;

import org.jspecify.annotations.NullMarked;
