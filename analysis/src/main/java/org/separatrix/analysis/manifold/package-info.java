/// Maps of points of many features into the plane that keep neighbours together.
@NullMarked
package org.separatrix.analysis.manifold;

import org.jspecify.annotations.NullMarked;
