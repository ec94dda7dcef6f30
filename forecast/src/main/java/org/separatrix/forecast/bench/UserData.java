package org.separatrix.forecast.bench;

import org.separatrix.lab.LabException;
import org.separatrix.lab.data.Dataset;
import org.separatrix.lab.data.Segment;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/// A user's data as a benchmark: rolling origins in the last third of the longest gap-free piece.
///
/// Settings are chosen on what precedes the first origin; at each origin the model is fitted on all
/// that lies before it and forecasts the same number of rows.
final class UserData implements Serializable {

    private static final int SHORTEST = 40;
    private static final int MOST_ORIGINS = 5;

    private final String name;
    private final Segment piece;
    private final int horizon;
    private final int origins;
    private final int season;

    UserData(Dataset data, BenchConfig config) {
        this.name = data.name();
        var pieces = data.regular(SHORTEST);
        var longest = pieces.getFirst();
        for (var candidate : pieces) {
            longest = candidate.size() > longest.size() ? candidate : longest;
        }
        for (int j = 0; j < longest.dimension(); j++) {
            requireVarying(longest, j);
        }
        this.piece = longest;
        this.season = Periods.of(longest);
        int third = longest.size() / 3;
        this.horizon =
                Math.max(
                        5,
                        Math.min(
                                third,
                                Math.min(config.horizon(), config.horizonPeriods() * season)));
        this.origins =
                Math.clamp(
                        third / horizon,
                        1,
                        Math.min(MOST_ORIGINS, Math.max(1, config.repeats() + 2)));
    }

    private void requireVarying(Segment segment, int j) {
        double first = segment.values()[0][j];
        for (double[] row : segment.values()) {
            if (row[j] != first) {
                return;
            }
        }
        throw new LabException(
                "%s: column '%s' is constant (%s in all %d rows); leave it out with --columns"
                        .formatted(name, segment.names().get(j), first, segment.size()));
    }

    String name() {
        return name;
    }

    /// Identifies the values used, so that a changed file is not taken for the old one.
    String hash() {
        long hash = 17;
        for (double[] row : piece.values()) {
            for (double v : row) {
                hash = 31 * hash + Double.doubleToLongBits(v);
            }
        }
        return Long.toHexString(hash);
    }

    int origins() {
        return origins;
    }

    Subject subject(long repeat) {
        int origin = piece.size() - (origins - (int) repeat) * horizon;
        int firstOrigin = piece.size() - origins * horizon;
        return new Subject(
                List.of(piece.slice(0, firstOrigin)),
                piece.slice(0, origin),
                piece.slice(origin, origin + horizon),
                season,
                0,
                Optional.empty());
    }
}
