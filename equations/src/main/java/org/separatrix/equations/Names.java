package org.separatrix.equations;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Finds the known names that an unknown one was probably meant to be.
public final class Names {

    private static final int SHOWN = 3;

    private Names() {}

    /// The at most three known names nearest to `name`, nearest first, equally near ones by
    /// alphabet.
    ///
    /// Distance is the number of letters inserted, deleted, replaced or swapped with their
    /// neighbour (Damerau–Levenshtein, optimal string alignment), upper and lower case alike; a
    /// name counts as near up to a third of its length, and at least one letter, unless no letter
    /// of it would be left.
    public static List<String> nearest(String name, Collection<String> known) {
        record Candidate(String name, int distance) {}

        int reach = Math.max(1, name.length() / 3);
        String lower = name.toLowerCase(Locale.ROOT);
        List<Candidate> near = new ArrayList<>();
        for (String candidate : known) {
            if (Math.abs(candidate.length() - name.length()) <= reach) {
                int distance = distance(lower, candidate.toLowerCase(Locale.ROOT));
                if (distance <= reach && distance < name.length()) {
                    near.add(new Candidate(candidate, distance));
                }
            }
        }
        near.sort(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name));
        return near.stream().map(Candidate::name).distinct().limit(SHOWN).toList();
    }

    /// `: did you mean a, b or c?`, or `otherwise` when no known name is near.
    public static String hint(String name, Collection<String> known, String otherwise) {
        List<String> near = nearest(name, known);
        if (near.isEmpty()) {
            return otherwise;
        }
        String last = near.getLast();
        String others = String.join(", ", near.subList(0, near.size() - 1));
        return ": did you mean " + (others.isEmpty() ? last : others + " or " + last) + "?";
    }

    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] above = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] free = before;
            before = above;
            above = row;
            row = free;
        }
        return above[b.length()];
    }
}
