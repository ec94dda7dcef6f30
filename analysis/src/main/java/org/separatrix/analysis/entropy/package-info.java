/// How irregular a series is: fuzzy, sample, approximate and permutation entropy, Lempel–Ziv
/// complexity, and detrended fluctuation analysis.
@NullMarked
package org.separatrix.analysis.entropy;

import org.jspecify.annotations.NullMarked;
