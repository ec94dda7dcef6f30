/// One front door for systems of every kind: a description and settings in, a trajectory out.
@NullMarked
package org.separatrix.dynamics.simulate;

import org.jspecify.annotations.NullMarked;
