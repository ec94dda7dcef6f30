/// The web studio: a server of the HTTP interface and of the pages that use it.
///
/// Everything it does a program can do through `/api/v1`; the pages are plain ES modules on top.
@NullMarked
package org.separatrix.studio;

import org.jspecify.annotations.NullMarked;
