package org.separatrix.forecast.deep;

/// How a network is trained.
///
/// @param updates steps of Adam
/// @param batch windows in each
/// @param rate learning rate, held
record Plan(int updates, int batch, double rate) {}
