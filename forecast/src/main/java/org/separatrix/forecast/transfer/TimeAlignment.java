package org.separatrix.forecast.transfer;

import org.separatrix.analysis.spectrum.Fourier;
import org.separatrix.analysis.spectrum.Window;
import org.separatrix.analysis.surrogate.SignificantFrequencies;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// How densely systems are sampled to go with given series.
final class TimeAlignment {

    /// Fewest points a period: two for each at the highest frequency there is.
    private static final int FEWEST = 4;

    private TimeAlignment() {}

    /// Median over the series of their strongest frequency that shuffles of the series lack, in
    /// cycles per sample. If none has one, of their strongest frequency.
    ///
    /// @param rows `[count][n]`
    static double frequency(double[][] rows, long seed) {
        var found = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            found[i] =
                    SignificantFrequencies.strongest(
                            rows[i], 1, SignificantFrequencies.Null.SHUFFLE, seed + i);
        }
        double[] known = Arrays.stream(found).filter(Double::isFinite).toArray();
        return median(
                known.length > 0
                        ? known
                        : Arrays.stream(rows).mapToDouble(TimeAlignment::loudest).toArray());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
    }

    private static double loudest(double[] row) {
        double[] power = Fourier.power(Window.BLACKMAN_HARRIS.faded(row));
        int best = 1;
        for (int k = 2; k < power.length; k++) {
            best = power[k] > power[best] ? k : best;
        }
        return (double) best / row.length;
    }

    /// Points a period: `2/f`.
    static int density(double[][] rows, long seed) {
        return Math.max(FEWEST, (int) Math.round(2 / frequency(rows, seed)));
    }

    /// A density drawn uniformly in its logarithm from all that [#density] can give.
    static int randomDensity(int length, RandomGenerator random) {
        double low = Math.log(FEWEST);
        double high = Math.log(2.0 * length);
        return (int) Math.round(Math.exp(low + (high - low) * random.nextDouble()));
    }
}
