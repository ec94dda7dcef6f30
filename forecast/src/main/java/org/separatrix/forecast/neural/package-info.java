/// Method 16: neural differential equations.
///
/// A differential equation whose right-hand side is a network is trained through its solution:
/// neural ordinary equations that forecast, controlled ones that read irregular series, stochastic
/// ones that generate paths, flows that model densities, and a regression that turns a learned
/// field into symbols. The engine (solvers, adjoints, Brownian paths, interpolations, implicit
/// layers) is [org.separatrix.learn.solve]; here are the models and the experiment.
///
/// Source: P. Kidger, "On neural differential equations", thesis, Oxford (2021), arXiv:2202.02435.
@NullMarked
package org.separatrix.forecast.neural;

import org.jspecify.annotations.NullMarked;
