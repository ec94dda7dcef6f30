/// Sets of series with a class each, made here: classical problems of time-series classification
/// and some from physiology and machines, in place of an archive that would have to be downloaded.
@NullMarked
package org.separatrix.lab.data.labelled;

import org.jspecify.annotations.NullMarked;
