/// Method 01, transfer of chaos to other series: a network learns to compress windows of chaotic
/// systems, and its frozen encoder makes features for the classification of series it never saw.
///
/// The catalogue can be sampled at any density. It is sampled so that a period of a system has as
/// many points as the series have: with `f` the median over the series of their strongest
/// significant frequency, in cycles per sample, there are `2/f` points to a period. Features of the
/// eight encoded channels go into a ridge classifier. The controls are features of the series
/// themselves and a density drawn at random.
///
/// The encoder never sees a target series: it is trained on what the catalogue gives for a density,
/// which is one number.
///
/// W. Gilpin, "Chaos as an interpretable benchmark for forecasting and data-driven modelling",
/// NeurIPS Datasets and Benchmarks (2021), arXiv:2110.05266, section on transfer learning.
@NullMarked
package org.separatrix.forecast.transfer;

import org.jspecify.annotations.NullMarked;
