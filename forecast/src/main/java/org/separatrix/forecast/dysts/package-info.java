/// Method 01: chaos as an interpretable benchmark.
///
/// The paper gathers chaotic systems that can be integrated anew at any granularity, annotates each
/// with its invariants, and asks how hard they are to forecast: the error of good methods rises
/// with the number of Lyapunov times that a period holds. Here the catalogue is integrated, its
/// exponents are measured with their errors and held against closed forms, the literature and an
/// independent calculation, and a tournament relates errors to chaos.
///
/// The number that matters is the largest exponent times the period, `lambda_1 T`: the growth of an
/// error in one turn.
///
/// The laws of the systems are searched for in [org.separatrix.forecast.laws], and a forecaster is
/// trained where it errs in [org.separatrix.forecast.importance]. The map of systems by features of
/// their series is in [org.separatrix.forecast.atlas], the classification of other series by an
/// encoder of surrogates in [org.separatrix.forecast.transfer].
///
/// W. Gilpin, "Chaos as an interpretable benchmark for forecasting and data-driven modelling",
/// NeurIPS Datasets and Benchmarks (2021), arXiv:2110.05266.
@NullMarked
package org.separatrix.forecast.dysts;

import org.jspecify.annotations.NullMarked;
