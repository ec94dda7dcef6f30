package org.separatrix.forecast.neural;

import java.util.Arrays;
import java.util.stream.IntStream;

/// How far two sets of paths are from one law, by numbers that can be read. Missing samples are NaN
/// and left out.
final class PathStatistics {

    private PathStatistics() {}

    /// The values at one time that are there.
    static double[] values(double[][][] paths, int time, int channel) {
        return Arrays.stream(paths)
                .mapToDouble(p -> p[time][channel])
                .filter(v -> !Double.isNaN(v))
                .toArray();
    }

    /// The largest of the Kolmogorov–Smirnov distances at some times.
    static double worstKolmogorov(double[][][] one, double[][][] two, int channel, int[] times) {
        return IntStream.of(times)
                .mapToDouble(t -> kolmogorov(values(one, t, channel), values(two, t, channel)))
                .max()
                .orElse(Double.NaN);
    }

    /// Largest difference of two empirical distribution functions; NaN if one of them is empty.
    static double kolmogorov(double[] one, double[] two) {
        if (one.length == 0 || two.length == 0) {
            return Double.NaN;
        }
        var a = Arrays.stream(one).sorted().toArray();
        var b = Arrays.stream(two).sorted().toArray();
        double largest = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            double at = Math.min(a[i], b[j]);
            while (i < a.length && a[i] <= at) {
                i++;
            }
            while (j < b.length && b[j] <= at) {
                j++;
            }
            largest = Math.max(largest, Math.abs((double) i / a.length - (double) j / b.length));
        }
        return largest;
    }

    /// Correlation of neighbouring samples over the paths, mean over the times where it exists.
    static double neighbours(double[][][] paths, int channel) {
        return IntStream.range(0, paths[0].length - 1)
                .mapToDouble(i -> correlation(paths, i, channel))
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElse(Double.NaN);
    }

    private static double correlation(double[][][] paths, int time, int channel) {
        double n = 0;
        double a = 0;
        double b = 0;
        double aa = 0;
        double ab = 0;
        double bb = 0;
        double originA = Double.NaN;
        double originB = Double.NaN;
        for (var path : paths) {
            double x = path[time][channel];
            double y = path[time + 1][channel];
            if (Double.isNaN(x) || Double.isNaN(y)) {
                continue;
            }
            if (n == 0) {
                // Sums about a value of the data lose no digits to a large mean.
                originA = x;
                originB = y;
            }
            x -= originA;
            y -= originB;
            n++;
            a += x;
            b += y;
            aa += x * x;
            ab += x * y;
            bb += y * y;
        }
        double spread = Math.sqrt((aa - a * a / n) * (bb - b * b / n));
        return n < 3 || !(spread > 0) ? Double.NaN : (ab - a * b / n) / spread;
    }
}
