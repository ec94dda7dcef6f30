package org.separatrix.forecast.dysts;

/// What the experiment consists of; each part can be run alone.
enum DystsPart {
    /// Integration of every flow, its exponents, and maps with known ones.
    CATALOGUE,
    /// How hard systems are to forecast; measures the catalogue too.
    FORECAST,
    /// Laws found by regression.
    LAWS,
    /// The map of systems by features of their series.
    ATLAS,
    /// Classification of series by an encoder of surrogates.
    TRANSFER,
    /// A forecaster trained where it errs.
    IMPORTANCE
}
