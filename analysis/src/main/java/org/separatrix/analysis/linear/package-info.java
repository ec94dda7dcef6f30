/// Dense linear algebra of symmetric matrices: factorisation with a ridge, spectra, products.
@NullMarked
package org.separatrix.analysis.linear;

import org.jspecify.annotations.NullMarked;
