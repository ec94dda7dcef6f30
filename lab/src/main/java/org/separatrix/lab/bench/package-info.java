/// The benchmark engine: cells of system × model × seed, stored as they finish, never repeated.
@NullMarked
package org.separatrix.lab.bench;

import org.jspecify.annotations.NullMarked;
