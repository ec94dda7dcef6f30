package org.separatrix.analysis.recurrence;

/// Numbers that describe the lines in a recurrence matrix.
///
/// Diagonal lines are stretches in which two pieces of a trajectory run side by side, vertical ones
/// stretches in which it stays in place. The main diagonal and its neighbours within the Theiler
/// window are left out.
///
/// Source: N. Marwan, M. C. Romano, M. Thiel and J. Kurths, Phys. Rep. 438 (2007), 237.
///
/// @param rate share of close pairs among all pairs
/// @param determinism share of close pairs on diagonal lines of the shortest length or more
/// @param laminarity share of close pairs on vertical lines of the shortest length or more
/// @param longest length of the longest diagonal line
/// @param entropy Shannon entropy of the lengths of the diagonal lines, in nats
/// @param meanLine mean length of the diagonal lines
/// @param trappingTime mean length of the vertical lines
public record RecurrenceQuantification(
        double rate,
        double determinism,
        double laminarity,
        int longest,
        double entropy,
        double meanLine,
        double trappingTime) {

    /// Quantifies a matrix.
    ///
    /// @param shortest least length of a line, at least 2
    /// @param theiler pairs at most this far apart in time do not count; at least 0
    public static RecurrenceQuantification of(RecurrenceMatrix matrix, int shortest, int theiler) {
        if (shortest < 2) {
            throw new IllegalArgumentException("shortest must be at least 2, got " + shortest);
        }
        if (theiler < 0 || theiler >= matrix.size() - 1) {
            throw new IllegalArgumentException(
                    "theiler must lie in 0..%d, got %d".formatted(matrix.size() - 2, theiler));
        }
        int n = matrix.size();
        var diagonals = new long[n + 1];
        var verticals = new long[n + 1];
        // Above the diagonal only: the matrix is symmetric.
        for (int offset = theiler + 1; offset < n; offset++) {
            int run = 0;
            for (int i = 0; i + offset < n; i++) {
                run = extended(matrix.recurs(i, i + offset), run, diagonals);
            }
            diagonals[run]++;
        }
        for (int column = 0; column < n; column++) {
            int run = 0;
            for (int row = 0; row + theiler < column; row++) {
                run = extended(matrix.recurs(row, column), run, verticals);
            }
            verticals[run]++;
        }
        long close = points(diagonals, 1);
        long pairs = (long) (n - theiler) * (n - theiler - 1) / 2;
        return new RecurrenceQuantification(
                (double) close / pairs,
                share(points(diagonals, shortest), close),
                share(points(verticals, shortest), close),
                longest(diagonals),
                entropy(diagonals, shortest),
                share(points(diagonals, shortest), lines(diagonals, shortest)),
                share(points(verticals, shortest), lines(verticals, shortest)));
    }

    /// The run after one more cell; a run that ends is counted.
    private static int extended(boolean close, int run, long[] lengths) {
        if (close) {
            return run + 1;
        }
        lengths[run]++;
        return 0;
    }

    private static long points(long[] lengths, int shortest) {
        long points = 0;
        for (int length = shortest; length < lengths.length; length++) {
            points += length * lengths[length];
        }
        return points;
    }

    private static long lines(long[] lengths, int shortest) {
        long lines = 0;
        for (int length = shortest; length < lengths.length; length++) {
            lines += lengths[length];
        }
        return lines;
    }

    private static int longest(long[] lengths) {
        int longest = lengths.length - 1;
        while (longest > 0 && lengths[longest] == 0) {
            longest--;
        }
        return longest;
    }

    private static double entropy(long[] lengths, int shortest) {
        double total = lines(lengths, shortest);
        double entropy = 0;
        for (int length = shortest; length < lengths.length; length++) {
            if (lengths[length] > 0) {
                double share = lengths[length] / total;
                entropy -= share * Math.log(share);
            }
        }
        return entropy;
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
