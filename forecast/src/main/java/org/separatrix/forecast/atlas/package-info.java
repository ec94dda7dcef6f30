/// Method 01, the map of attractors: systems as points in a space of time-series features.
///
/// Several windows of each system are measured by many features. Those that differ little between
/// windows of a system and much between systems are kept, a system is the median of its windows,
/// UMAP draws the systems in the plane and affinity propagation groups them. If the map means
/// something, invariants such as the largest exponent times the period vary along it, although no
/// feature knows the equations. A user's own series can be placed among the systems.
///
/// W. Gilpin, "Chaos as an interpretable benchmark for forecasting and data-driven modelling",
/// NeurIPS Datasets and Benchmarks (2021), arXiv:2110.05266, section on the feature analysis.
@NullMarked
package org.separatrix.forecast.atlas;

import org.jspecify.annotations.NullMarked;
