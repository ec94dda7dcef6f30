@NullMarked
package org.separatrix.lab;

import org.jspecify.annotations.NullMarked;
