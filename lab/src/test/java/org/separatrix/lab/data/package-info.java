/// Tests of data sets.
@NullMarked
package org.separatrix.lab.data;

import org.jspecify.annotations.NullMarked;
