package org.separatrix.dynamics.files;

import java.util.List;

/// Series with a class each, as archives for classification hold them.
///
/// @param name of the problem
/// @param series values of each series, `[channels][n]`; n may differ from series to series, NaN is
///   a missing value
/// @param labels the class of each series, or empty if the file has none
/// @param classes all classes that the file declares, in its order
public record LabelledSeries(
        String name, List<double[][]> series, List<String> labels, List<String> classes) {

    public LabelledSeries {
        series = List.copyOf(series);
        labels = List.copyOf(labels);
        classes = List.copyOf(classes);
        if (series.isEmpty()) {
            throw new DataFileException(name + ": holds no series");
        }
        if (!labels.isEmpty() && labels.size() != series.size()) {
            throw new IllegalArgumentException(
                    "expected a label for each of %d series, got %d"
                            .formatted(series.size(), labels.size()));
        }
    }

    /// Number of series.
    public int size() {
        return series.size();
    }

    /// Channels of each series.
    public int channels() {
        return series.getFirst().length;
    }

    /// Length of series `i`.
    public int length(int i) {
        return series.get(i)[0].length;
    }

    /// Whether all series are of one length.
    public boolean equalLength() {
        return series.stream().allMatch(s -> s[0].length == length(0));
    }
}
