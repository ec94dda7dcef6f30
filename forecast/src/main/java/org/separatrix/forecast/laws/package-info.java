/// The benchmark of symbolic regression of method 01: which methods find the law of a system from
/// its points and exact slopes.
///
/// A system is sampled at 150 points, 15 a period, from its start; the next 150 test what was
/// found. Sparse regression over polynomials and over sines, least squares without sparsity,
/// evolution of formulas and a network that writes formulas are compared by the symmetric error of
/// the slopes, 0 to 2, in the median over the components.
///
/// W. Gilpin, "Chaos as an interpretable benchmark for forecasting and data-driven modelling",
/// NeurIPS Datasets and Benchmarks (2021), arXiv:2110.05266.
@NullMarked
package org.separatrix.forecast.laws;

import org.jspecify.annotations.NullMarked;
