/// What can be found in data: spectra with certificates, laws, rates of jumps, modules of networks.
/// One package a method.
@NullMarked
package org.separatrix.discover;

import org.jspecify.annotations.NullMarked;
