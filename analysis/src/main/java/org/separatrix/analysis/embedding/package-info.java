/// State space from one series: delays, their number and their length.
@NullMarked
package org.separatrix.analysis.embedding;

import org.jspecify.annotations.NullMarked;
