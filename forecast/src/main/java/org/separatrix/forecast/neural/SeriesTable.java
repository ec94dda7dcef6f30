package org.separatrix.forecast.neural;

import org.separatrix.lab.LabException;
import org.separatrix.lab.data.Dataset;

import java.util.Arrays;
import java.util.TreeSet;

/// The series of a file on the union of their times, each counted from its own start; NaN where a
/// series has no sample.
///
/// @param times increasing, from 0
/// @param values (series, times, channels)
record SeriesTable(double[] times, double[][][] values) {

    private static final int MOST_TIMES = 5000;

    /// @throws LabException if there is one series only, or their times hardly meet
    static SeriesTable of(Dataset data) {
        var trajectories = data.trajectories();
        if (trajectories.size() < 2) {
            throw new LabException(
                    data.name() + " holds one series; tell series apart with --group COLUMN");
        }
        var union = new TreeSet<Double>();
        for (var trajectory : trajectories) {
            for (int i = 0; i < trajectory.size(); i++) {
                union.add(trajectory.time(i) - trajectory.time(0));
            }
        }
        if (union.size() > MOST_TIMES) {
            throw new LabException(
                    "the series have %d different times between them, more than %d; bring them onto a grid with --resample"
                            .formatted(union.size(), MOST_TIMES));
        }
        var times = union.stream().mapToDouble(Double::doubleValue).toArray();
        int channels = data.channels().size();
        var values = new double[trajectories.size()][times.length][channels];
        for (int b = 0; b < values.length; b++) {
            for (var row : values[b]) {
                Arrays.fill(row, Double.NaN);
            }
            var trajectory = trajectories.get(b);
            for (int i = 0; i < trajectory.size(); i++) {
                int at = Arrays.binarySearch(times, trajectory.time(i) - trajectory.time(0));
                for (int c = 0; c < channels; c++) {
                    values[b][at][c] = trajectory.state(i, c);
                }
            }
        }
        return new SeriesTable(times, values);
    }
}
