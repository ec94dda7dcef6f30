/// Labelled images: generated ones, and files in the IDX format.
@NullMarked
package org.separatrix.lab.data.images;

import org.jspecify.annotations.NullMarked;
