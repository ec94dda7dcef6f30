/// Classical statistical forecasters, one model a channel unless said otherwise.
@NullMarked
package org.separatrix.forecast.statistical;

import org.jspecify.annotations.NullMarked;
