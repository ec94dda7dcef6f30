/// The main job: forecasters against systems, on freshly integrated data or on a user's own, scored
/// and shown.
///
/// Protocol after W. Gilpin, "Chaos as an interpretable benchmark for forecasting and data-driven
/// modelling", NeurIPS Datasets and Benchmarks (2021), and "Model scale versus domain knowledge in
/// statistical forecasting of chaotic systems", Phys. Rev. Research 5 (2023): settings are chosen
/// on one trajectory, the method is fitted anew on the history of another and continues it on its
/// own.
@NullMarked
package org.separatrix.forecast.bench;

import org.jspecify.annotations.NullMarked;
