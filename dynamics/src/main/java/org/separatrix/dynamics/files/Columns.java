package org.separatrix.dynamics.files;

import org.jspecify.annotations.Nullable;
import org.separatrix.equations.Names;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Which column of a file is the time, the group and which are the values.
///
/// @param time index of the column of times, or -1
/// @param group index of the column of groups, or -1
/// @param values indices of the columns taken, in order
/// @param names their names
record Columns(int time, int group, int[] values, List<String> names) {

    private static final Set<String> TIME_NAMES =
            Set.of("t", "time", "times", "date", "datetime", "timestamp");

    /// Reads the options against the columns that a file has.
    ///
    /// @throws DataFileException for a column that is not there, with the nearest names
    static Columns choose(String file, List<String> all, ReadOptions options) {
        int time = -1;
        if (options.time() != null) {
            time = index(file, all, options.time());
        } else if (TIME_NAMES.contains(all.getFirst().strip().toLowerCase(Locale.ROOT))) {
            time = 0;
        }
        int group = options.group() == null ? -1 : index(file, all, options.group());
        return choose(file, all, options, time, group);
    }

    /// The same for a file whose times and groups are no columns.
    static Columns ofValues(String file, List<String> all, ReadOptions options) {
        return choose(file, all, options, -1, -1);
    }

    private static Columns choose(
            String file, List<String> all, ReadOptions options, int time, int group) {
        requireDistinct(file, all);
        if (group >= 0 && group == time) {
            throw new DataFileException(
                    "%s: column '%s' cannot be both the time and the group"
                            .formatted(file, all.get(group)));
        }
        var chosen = new ArrayList<Integer>();
        if (options.columns().isEmpty()) {
            for (int j = 0; j < all.size(); j++) {
                if (j != time && j != group) {
                    chosen.add(j);
                }
            }
        } else {
            for (String column : options.columns()) {
                int j = index(file, all, column);
                if (chosen.contains(j)) {
                    throw new DataFileException(
                            "%s: column '%s' is asked for twice".formatted(file, all.get(j)));
                }
                chosen.add(j);
            }
        }
        if (chosen.isEmpty()) {
            throw new DataFileException(
                    "%s: no column is left for values; it has only %s"
                            .formatted(file, String.join(", ", all)));
        }
        return new Columns(
                time,
                group,
                chosen.stream().mapToInt(Integer::intValue).toArray(),
                chosen.stream().map(all::get).toList());
    }

    private static void requireDistinct(String file, List<String> all) {
        var seen = new HashSet<String>();
        for (String name : all) {
            if (!seen.add(name)) {
                throw new DataFileException(
                        "%s: two columns are called '%s'; rename one".formatted(file, name));
            }
        }
    }

    private static int index(String file, List<String> all, String wanted) {
        int named = all.indexOf(wanted);
        if (named >= 0) {
            return named;
        }
        var number = wholeNumber(wanted);
        if (number != null && number < all.size()) {
            return number;
        }
        throw new DataFileException(
                "%s: no column '%s'%s"
                        .formatted(
                                file,
                                wanted,
                                Names.hint(wanted, all, "; the columns are " + listed(all))));
    }

    private static @Nullable Integer wholeNumber(String text) {
        if (text.isEmpty() || text.length() > 6 || !text.chars().allMatch(Character::isDigit)) {
            return null;
        }
        return Integer.valueOf(text);
    }

    private static String listed(List<String> all) {
        int shown = Math.min(12, all.size());
        String text = String.join(", ", all.subList(0, shown));
        return shown < all.size() ? text + ", ... (" + all.size() + " in all)" : text;
    }
}
