package org.separatrix.fields.causal;

/// What one window needs to be trained.
///
/// @param index of the window, from 0
/// @param origin time at its begin
/// @param start initial values if they are built in, else empty
/// @param places where the initial values are known, if they are not
/// @param targets their values, one array a place
record Window(int index, double origin, double[] start, double[][] places, double[][] targets) {}
