package org.separatrix.forecast.bench;

import org.separatrix.forecast.SeasonalNaive;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Segment;

/// The season of a piece of data, as the seasonal naive forecaster finds it.
final class Periods {

    private Periods() {}

    static int of(Segment piece) {
        var fitted =
                (SeasonalNaive.Fitted)
                        new SeasonalNaive(0).fit(java.util.List.of(piece), new Seeds(0));
        return Math.max(2, fitted.season());
    }
}
