package org.separatrix.analysis.features;

import java.util.ArrayList;
import java.util.List;

/// More than 200 features of a scalar series.
///
/// Rules for difficult series:
/// * Values that are not finite are bridged by a straight line, at the ends by the nearest value.
/// * A feature that a series is too short for, or that is infinite, is NaN. Nothing is measured of
///   fewer than [#SHORTEST] values.
/// * Of a constant series the features of its level are defined (the first ones); all others are
///   NaN.
///
/// The features are those of the common collections for time series, written here from their
/// definitions: B. D. Fulcher and N. S. Jones, Cell Systems 5 (2017), 527 (hctsa); M. Christ, N.
/// Braun, J. Neuffer and A. W. Kempa-Liehr, Neurocomputing 307 (2018), 72 (tsfresh).
public final class SeriesFeatures {

    /// Fewest values of a series.
    public static final int SHORTEST = 8;

    /// What a constant series does not have; [LevelFeatures] come before them.
    private static final List<FeatureFamily> FAMILIES =
            List.of(
                    DistributionFeatures::measure,
                    CorrelationFeatures::measure,
                    SpectralFeatures::measure,
                    ShapeFeatures::measure,
                    TrendFeatures::measure,
                    ComplexityFeatures::measure,
                    WaveletFeatures::measure,
                    DriftFeatures::measure);

    private static final List<String> NAMES = allNames();

    private SeriesFeatures() {}

    /// Names of the features, in order.
    public static List<String> names() {
        return NAMES;
    }

    /// Number of features.
    public static int count() {
        return NAMES.size();
    }

    /// The features of a series.
    ///
    /// @param series evenly spaced values, at least [#SHORTEST], one of them finite
    /// @return as many values as there are [#names], NaN where a feature is undefined
    public static double[] of(double[] series) {
        if (series.length < SHORTEST) {
            throw new IllegalArgumentException(
                    "features need at least %d values, got %d".formatted(SHORTEST, series.length));
        }
        var sample = Sample.of(series);
        var row = FeatureRow.ofValues();
        LevelFeatures.measure(sample, row);
        if (!sample.constant()) {
            FAMILIES.forEach(family -> family.measure(sample, row));
        }
        return row.values(NAMES.size());
    }

    /// The series with what is not finite bridged by a straight line, at the ends by the nearest
    /// value.
    ///
    /// @throws IllegalArgumentException if nothing is finite
    public static double[] bridged(double[] series) {
        return Sample.filled(series);
    }

    /// Measures some series to learn the names.
    private static List<String> allNames() {
        var names = new ArrayList<String>();
        var series = new double[64];
        for (int i = 0; i < series.length; i++) {
            series[i] = Math.sin(i);
        }
        var row = FeatureRow.naming(names);
        var sample = Sample.of(series);
        LevelFeatures.measure(sample, row);
        FAMILIES.forEach(family -> family.measure(sample, row));
        return List.copyOf(names);
    }
}
