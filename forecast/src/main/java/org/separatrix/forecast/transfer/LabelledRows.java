package org.separatrix.forecast.transfer;

import org.separatrix.analysis.features.SeriesFeatures;
import org.separatrix.dynamics.files.LabelledSeries;
import org.separatrix.lab.LabException;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/// Series of one length with their classes, fit to learn from.
///
/// @param values `[count][n]`
/// @param labels places in `classes`
/// @param classes those that occur
record LabelledRows(double[][] values, int[] labels, List<String> classes) {

    /// Fewest values, so that the code has enough for its features.
    static final int SHORTEST = 3 * SeriesFeatures.SHORTEST;

    /// @throws LabException for ragged, short, many-channelled, unlabelled series or one class
    static LabelledRows of(LabelledSeries set) {
        double[][] values = values(set, set.length(0));
        if (set.labels().isEmpty()) {
            throw new LabException(set.name() + " has no classes to learn");
        }
        var classes = List.copyOf(new TreeSet<>(set.labels()));
        if (classes.size() < 2) {
            throw new LabException(
                    "%s: all series are of the class '%s'; a classifier needs two or more"
                            .formatted(set.name(), classes.getFirst()));
        }
        int[] labels = set.labels().stream().mapToInt(classes::indexOf).toArray();
        return new LabelledRows(values, labels, classes);
    }

    /// The values of a set whose series must have a length.
    static double[][] values(LabelledSeries set, int length) {
        if (set.channels() != 1) {
            throw new LabException(
                    "%s: series have %d channels; give one channel"
                            .formatted(set.name(), set.channels()));
        }
        if (length < SHORTEST) {
            throw new LabException(
                    "%s: series need at least %d values, they have %d"
                            .formatted(set.name(), SHORTEST, length));
        }
        var values = new double[set.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = set.series().get(i)[0];
            if (values[i].length != length) {
                throw new LabException(
                        "%s: series %d has %d values, expected %d; cut or resample them to one length"
                                .formatted(set.name(), i + 1, values[i].length, length));
            }
            if (Arrays.stream(values[i]).noneMatch(Double::isFinite)) {
                throw new LabException("%s: series %d has no value".formatted(set.name(), i + 1));
            }
        }
        return values;
    }

    int length() {
        return values[0].length;
    }

    double[][] standardised() {
        return Rows.standardised(values);
    }

    /// Features of the standardised series themselves: the control without an encoder.
    double[][] rawFeatures() {
        return Arrays.stream(standardised()).map(SeriesFeatures::of).toArray(double[][]::new);
    }

    /// Places of the classes of another set, -1 for those unknown here.
    int[] labelsOf(LabelledSeries other) {
        return other.labels().stream().mapToInt(classes::indexOf).toArray();
    }
}
