/// Renderers of reports: a page that opens from disk, the terminal, pictures.
@NullMarked
package org.separatrix.lab.report;

import org.jspecify.annotations.NullMarked;
