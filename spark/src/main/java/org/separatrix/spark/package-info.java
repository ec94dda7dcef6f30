/// The benchmark engine on Apache Spark.
@NullMarked
package org.separatrix.spark;

import org.jspecify.annotations.NullMarked;
