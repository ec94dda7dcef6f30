/// Systems as files: one YAML document each, with equations, parameters, a start, scales and
/// invariants.
///
/// [org.separatrix.dynamics.catalog.Catalog] holds the systems that ship with the program;
/// [org.separatrix.dynamics.catalog.SystemFile] reads a user's own.
@NullMarked
package org.separatrix.dynamics.catalog;

import org.jspecify.annotations.NullMarked;
