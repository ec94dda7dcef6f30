/// The verbs of the command line, one class each.
@NullMarked
package org.separatrix.app.command;

import org.jspecify.annotations.NullMarked;
