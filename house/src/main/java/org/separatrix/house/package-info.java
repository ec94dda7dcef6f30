@NullMarked
package org.separatrix.house;

import org.jspecify.annotations.NullMarked;
