package org.separatrix.forecast.transfer;

import java.util.List;

/// What one draw of a labelled set gave.
///
/// @param name of the set
/// @param draw number of the draw, from 0
/// @param length values of each series
/// @param classes number of classes
/// @param train series learned from
/// @param test series judged by
/// @param density points a period that go with the series
/// @param randomDensity the density drawn for the control
/// @param raw accuracy with features of the series themselves
/// @param aligned accuracy with an encoder of surrogates at the density of the series
/// @param random accuracy with an encoder of surrogates at the random density
/// @param untrained accuracy with the encoder as its weights are drawn
/// @param systems numbers of surrogate systems of the sweep, the last being that of `aligned`; only
///   that one after the first draw
/// @param sweep accuracy with each of them
/// @param error mean squared error of the restored windows, aligned
record TransferResult(
        String name,
        int draw,
        int length,
        int classes,
        int train,
        int test,
        int density,
        int randomDensity,
        double raw,
        double aligned,
        double random,
        double untrained,
        List<Integer> systems,
        List<Double> sweep,
        double error) {}
