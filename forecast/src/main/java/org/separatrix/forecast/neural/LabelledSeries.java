package org.separatrix.forecast.neural;

import org.separatrix.lab.LabException;
import org.separatrix.lab.data.Dataset;

import java.util.Arrays;

/// Series of a file on the union of their times, with their classes.
///
/// @param times increasing, from 0
/// @param values (series, times, channels), NaN where missing
/// @param labels class of each series; empty if the file tells none
record LabelledSeries(double[] times, double[][][] values, int[] labels) {

    private static final int MOST_CLASSES = 10_000;

    /// @param label the column with the class, which is none of the channels
    /// @throws LabException if there is no such column, or it holds no classes
    static LabelledSeries of(Dataset data, String label) {
        int column = data.channels().indexOf(label);
        if (column < 0) {
            throw new LabException(
                    "no column '%s' with the class; there are %s. Name it with -s label=COLUMN"
                            .formatted(label, String.join(", ", data.channels())));
        }
        if (data.channels().size() == 1) {
            throw new LabException(
                    "the data have no column beside the class '%s'".formatted(label));
        }
        var table = SeriesTable.of(data);
        int series = table.values().length;
        int channels = data.channels().size() - 1;
        var values = new double[series][table.times().length][channels];
        var labels = new int[series];
        for (int b = 0; b < series; b++) {
            for (int i = 0; i < values[b].length; i++) {
                int c = 0;
                for (int j = 0; j <= channels; j++) {
                    if (j != column) {
                        values[b][i][c++] = table.values()[b][i][j];
                    }
                }
            }
            var trajectory = data.trajectories().get(b);
            for (int i = 0; i < trajectory.size(); i++) {
                labels[b] = label(trajectory.state(i, column), labels[b], i, b);
            }
        }
        return new LabelledSeries(table.times(), values, labels);
    }

    /// All columns are channels.
    static LabelledSeries unlabelled(Dataset data) {
        var table = SeriesTable.of(data);
        return new LabelledSeries(table.times(), table.values(), new int[0]);
    }

    private static int label(double value, int before, int row, int series) {
        if (!(value >= 0) || value != Math.rint(value) || value > MOST_CLASSES) {
            throw new LabException(
                    "series %d, row %d: the class must be a whole number from 0, got %s"
                            .formatted(series, row, value));
        }
        if (row > 0 && (int) value != before) {
            throw new LabException(
                    "series %d changes its class from %d to %d in row %d"
                            .formatted(series, before, (int) value, row));
        }
        return (int) value;
    }

    int count() {
        return values.length;
    }

    /// Some of the series.
    LabelledSeries pick(int[] rows) {
        return new LabelledSeries(
                times,
                Arrays.stream(rows).mapToObj(i -> values[i]).toArray(double[][][]::new),
                Arrays.stream(rows).map(i -> labels[i]).toArray());
    }
}
