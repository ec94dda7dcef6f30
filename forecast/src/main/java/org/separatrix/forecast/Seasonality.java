package org.separatrix.forecast;

import org.separatrix.lab.data.Segment;

/// Finds the season of a piece of data from its autocorrelation.
public final class Seasonality {

    private Seasonality() {}

    /// The lag of the highest peak of the mean autocorrelation after its first zero, in steps; 1 if
    /// none.
    public static int period(Segment piece) {
        int n = piece.size();
        int most = n / 2;
        var mean = new double[most + 1];
        for (int j = 0; j < piece.dimension(); j++) {
            double[] x = piece.column(j);
            double average = 0;
            for (double v : x) {
                average += v / n;
            }
            double variance = 0;
            for (int i = 0; i < n; i++) {
                x[i] -= average;
                variance += x[i] * x[i];
            }
            if (variance == 0) {
                continue;
            }
            for (int lag = 0; lag <= most; lag++) {
                double sum = 0;
                for (int i = lag; i < n; i++) {
                    sum += x[i] * x[i - lag];
                }
                mean[lag] += sum / variance;
            }
        }
        int zero = 1;
        while (zero <= most && mean[zero] > 0) {
            zero++;
        }
        int best = 1;
        double height = 0;
        for (int lag = zero + 1; lag < most; lag++) {
            if (mean[lag] > height && mean[lag] >= mean[lag - 1] && mean[lag] >= mean[lag + 1]) {
                best = lag;
                height = mean[lag];
            }
        }
        return best;
    }
}
