package org.separatrix.analysis.recurrence;

import java.util.Arrays;
import java.util.SplittableRandom;

/// The 0–1 test for chaos: a number near 1 for a chaotic series and near 0 for a regular one.
///
/// The series drives `p_(n+1) = p_n + x_n cos(nc)` and `q` alike with the sine; chaos makes the
/// pair wander as in diffusion, regular motion leaves it bounded. The result is the median, over
/// random c, of the correlation of the mean square displacement with time, the bounded oscillating
/// part taken off. Oversampled flows look regular: take one value in a quarter of a period or so.
///
/// Source: G. A. Gottwald and I. Melbourne, SIAM J. Appl. Dyn. Syst. 8 (2009), 129.
public final class ZeroOneTest {

    private static final int FREQUENCIES = 100;
    private static final int FEWEST = 200;

    private ZeroOneTest() {}

    /// The median correlation K.
    public static double of(double[] series, long seed) {
        if (series.length < FEWEST) {
            throw new IllegalArgumentException(
                    "the 0-1 test needs %d values, got %d".formatted(FEWEST, series.length));
        }
        double mean = Arrays.stream(series).average().orElseThrow();
        var random = new SplittableRandom(seed);
        var correlations = new double[FREQUENCIES];
        for (int k = 0; k < FREQUENCIES; k++) {
            // Away from 0 and pi, where the series' own mean and period resonate.
            double c = Math.PI * (0.2 + 0.6 * random.nextDouble());
            correlations[k] = growth(series, mean, c);
        }
        Arrays.sort(correlations);
        return 0.5 * (correlations[FREQUENCIES / 2 - 1] + correlations[FREQUENCIES / 2]);
    }

    /// Correlation of the displacement with time.
    private static double growth(double[] series, double mean, double c) {
        int n = series.length;
        var p = new double[n + 1];
        var q = new double[n + 1];
        for (int i = 0; i < n; i++) {
            p[i + 1] = p[i] + series[i] * Math.cos((i + 1) * c);
            q[i + 1] = q[i] + series[i] * Math.sin((i + 1) * c);
        }
        int longest = n / 10;
        int origins = n - longest;
        var displacement = new double[longest];
        for (int lag = 1; lag <= longest; lag++) {
            double sum = 0;
            for (int i = 1; i <= origins; i++) {
                double a = p[i + lag] - p[i];
                double b = q[i + lag] - q[i];
                sum += a * a + b * b;
            }
            double oscillation = mean * mean * (1 - Math.cos(lag * c)) / (1 - Math.cos(c));
            displacement[lag - 1] = sum / origins - oscillation;
        }
        return correlationWithTime(displacement);
    }

    private static double correlationWithTime(double[] values) {
        int n = values.length;
        double middle = (n - 1) / 2.0;
        double mean = Arrays.stream(values).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < n; i++) {
            xy += (i - middle) * (values[i] - mean);
            xx += (i - middle) * (i - middle);
            yy += (values[i] - mean) * (values[i] - mean);
        }
        return yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
    }
}
