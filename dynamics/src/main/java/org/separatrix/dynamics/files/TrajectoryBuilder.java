package org.separatrix.dynamics.files;

import org.separatrix.dynamics.Trajectory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects rows into trajectories and checks what every format must hold: times rise, no value is
/// infinite, gaps are counted.
final class TrajectoryBuilder {

    private static final int LARGEST = Integer.MAX_VALUE - 16;

    private final String file;
    private final List<String> names;
    private final boolean refuseConstant;
    private final Map<String, Rows> groups = new LinkedHashMap<>();
    private final double[] least;
    private final double[] most;
    private Rows current = new Rows();
    private String currentGroup = "";
    private long gaps;
    private long firstGap;
    private long rows;

    /// The rows of one trajectory.
    private static final class Rows {
        private double[] times = new double[64];
        private double[] states = new double[0];
        private int size;
        private long lastRow;
    }

    TrajectoryBuilder(String file, List<String> names, boolean refuseConstant) {
        this.file = file;
        this.names = names;
        this.refuseConstant = refuseConstant;
        least = new double[names.size()];
        most = new double[names.size()];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
    }

    /// Refuses a trajectory of other columns than those before.
    void requireNames(List<String> others, String where) {
        if (!others.equals(names)) {
            throw new DataFileException(
                    "%s: trajectories must have the same columns, got %s and in '%s' %s"
                            .formatted(file, names, where, others));
        }
    }

    /// Rows that follow belong to this trajectory.
    void group(String name) {
        if (rows == 0 || !name.equals(currentGroup)) {
            currentGroup = name;
            current = groups.computeIfAbsent(name, _ -> new Rows());
        }
    }

    /// Number of rows that the current trajectory has so far.
    int size() {
        return current.size;
    }

    /// Adds a row.
    ///
    /// @param row its number in the file, for messages
    /// @param values length d, NaN where missing
    void add(long row, double time, double[] values) {
        if (rows == 0) {
            groups.putIfAbsent(currentGroup, current);
        }
        rows++;
        checkTime(row, time);
        append(row, time, values);
        for (int j = 0; j < values.length; j++) {
            double v = values[j];
            if (Double.isNaN(v)) {
                if (gaps++ == 0) {
                    firstGap = row;
                }
            } else {
                if (Double.isInfinite(v)) {
                    throw new DataFileException(
                            "%s: row %d, column '%s': infinite value; leave it empty if it is missing"
                                    .formatted(file, row, names.get(j)));
                }
                least[j] = Math.min(least[j], v);
                most[j] = Math.max(most[j], v);
            }
        }
    }

    private void checkTime(long row, double time) {
        if (!Double.isFinite(time)) {
            throw new DataFileException(
                    "%s: row %d: the time must be a finite number, got %s"
                            .formatted(file, row, time));
        }
        if (current.size == 0) {
            return;
        }
        double before = current.times[current.size - 1];
        String where = currentGroup.isEmpty() ? "" : " in group '" + currentGroup + "'";
        if (time == before) {
            throw new DataFileException(
                    "%s: row %d repeats the time %s of row %d%s"
                            .formatted(file, row, time, current.lastRow, where));
        }
        if (time < before) {
            throw new DataFileException(
                    "%s: times must increase, row %d has %s after %s in row %d%s; sort the rows first"
                            .formatted(file, row, time, before, current.lastRow, where));
        }
    }

    private void append(long row, double time, double[] values) {
        int d = values.length;
        int n = current.size;
        if ((long) (n + 1) * d > LARGEST) {
            throw new DataFileException(
                    "%s: holds more than %d values, too many for one trajectory; take fewer columns"
                            .formatted(file, LARGEST));
        }
        if (n == current.times.length) {
            current.times = Arrays.copyOf(current.times, grown(n));
        }
        if ((n + 1) * d > current.states.length) {
            current.states = Arrays.copyOf(current.states, grown(Math.max(64, n) * (long) d));
        }
        current.times[n] = time;
        System.arraycopy(values, 0, current.states, n * d, d);
        current.size++;
        current.lastRow = row;
    }

    private static int grown(long length) {
        return (int) Math.min(LARGEST, length + (length >> 1) + 64);
    }

    /// The trajectories and what to say about them.
    FileContents build(List<String> units) {
        if (rows == 0) {
            throw new DataFileException(file + ": holds no rows");
        }
        var warnings = new ArrayList<String>();
        if (gaps > 0) {
            warnings.add(
                    gaps == 1
                            ? "%s: 1 gap, in row %d".formatted(file, firstGap)
                            : "%s: %d gaps, the first in row %d".formatted(file, gaps, firstGap));
        }
        for (int j = 0; j < least.length; j++) {
            warnAboutConstant(j, warnings);
        }
        var trajectories = new ArrayList<Trajectory>();
        for (var entry : groups.values()) {
            trajectories.add(
                    new Trajectory(
                            Arrays.copyOf(entry.times, entry.size),
                            Arrays.copyOf(entry.states, entry.size * names.size()),
                            names,
                            units));
        }
        return new FileContents(trajectories, List.copyOf(groups.keySet()), warnings);
    }

    private void warnAboutConstant(int j, List<String> warnings) {
        if (least[j] > most[j]) {
            throw new DataFileException(
                    "%s: column '%s' holds no number at all; leave it out"
                            .formatted(file, names.get(j)));
        }
        if (least[j] == most[j] && rows > 1) {
            String text =
                    "%s: column '%s' is constant (%s in all %d rows)"
                            .formatted(file, names.get(j), least[j], rows);
            if (refuseConstant) {
                throw new DataFileException(text + "; leave it out");
            }
            warnings.add(text);
        }
    }
}
