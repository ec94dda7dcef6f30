/// Training data where the model errs: the importance sampling of method 01.
///
/// Whoever has the equations of a system can make data at will. Here a forecaster is trained in
/// rounds; each round simulates short new trajectories that begin where the model of the round
/// before was worst on a reference trajectory: starts are drawn with probability `e^4`, `e` the
/// smoothed squared one-step error. The same amount of data from starts drawn evenly, and longer
/// training on the reference trajectory alone, are the controls.
///
/// It cannot help where the error says nothing of what is missing from the data, as with noise.
///
/// W. Gilpin, "Chaos as an interpretable benchmark for forecasting and data-driven modelling",
/// NeurIPS Datasets and Benchmarks (2021), arXiv:2110.05266.
@NullMarked
package org.separatrix.forecast.importance;

import org.jspecify.annotations.NullMarked;
