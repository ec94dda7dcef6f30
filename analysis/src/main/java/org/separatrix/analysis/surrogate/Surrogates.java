package org.separatrix.analysis.surrogate;

import org.separatrix.analysis.spectrum.Fourier;

import java.util.Arrays;
import java.util.Comparator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Surrogate series. Each keeps what its null hypothesis grants and draws the rest anew.
///
/// Source: J. Theiler, S. Eubank, A. Longtin, B. Galdrikian and J. D. Farmer, Physica D 58 (1992),
/// 77.
public final class Surrogates {

    private Surrogates() {}

    /// The same values in random order: keeps the distribution, forgets time.
    public static double[] shuffle(double[] series, RandomGenerator random) {
        var shuffled = series.clone();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double free = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = free;
        }
        return shuffled;
    }

    /// The same power spectrum with random phases, conjugate-symmetric so that the series is real:
    /// a linear Gaussian process.
    public static double[] phaseRandomised(double[] series, RandomGenerator random) {
        int n = series.length;
        var coefficients = Fourier.transform(series);
        for (int k = 1; 2 * k < n; k++) {
            double modulus = Math.hypot(coefficients[2 * k], coefficients[2 * k + 1]);
            double phase = 2 * Math.PI * random.nextDouble();
            coefficients[2 * k] = modulus * Math.cos(phase);
            coefficients[2 * k + 1] = modulus * Math.sin(phase);
        }
        return Fourier.inverse(coefficients, n);
    }

    /// The same values, ordered as a phase-randomised Gaussian series of the same ranks: a linear
    /// Gaussian process seen through a monotone function (amplitude-adjusted Fourier transform).
    public static double[] amplitudeAdjusted(double[] series, RandomGenerator random) {
        int n = series.length;
        var sorted = series.clone();
        Arrays.sort(sorted);
        var gaussian = new double[n];
        for (int i = 0; i < n; i++) {
            gaussian[i] = random.nextGaussian();
        }
        Arrays.sort(gaussian);
        var ranks = ranks(series);
        var transformed = new double[n];
        for (int i = 0; i < n; i++) {
            transformed[i] = gaussian[ranks[i]];
        }
        var order = ranks(phaseRandomised(transformed, random));
        var surrogate = new double[n];
        for (int i = 0; i < n; i++) {
            surrogate[i] = sorted[order[i]];
        }
        return surrogate;
    }

    /// A first-order autoregression with the mean, variance and lag-1 correlation of the series.
    public static double[] redNoise(double[] series, RandomGenerator random) {
        int n = series.length;
        double mean = 0;
        for (double x : series) {
            mean += x / n;
        }
        double variance = 0;
        double product = 0;
        for (int i = 0; i < n; i++) {
            variance += (series[i] - mean) * (series[i] - mean) / n;
            if (i > 0) {
                product += (series[i] - mean) * (series[i - 1] - mean) / n;
            }
        }
        double r = variance > 0 ? product / variance : 0;
        double noise = Math.sqrt(variance * Math.max(0, 1 - r * r));
        var surrogate = new double[n];
        double x = Math.sqrt(variance) * random.nextGaussian();
        for (int i = 0; i < n; i++) {
            surrogate[i] = mean + x;
            x = r * x + noise * random.nextGaussian();
        }
        return surrogate;
    }

    private static int[] ranks(double[] series) {
        var order =
                IntStream.range(0, series.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> series[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        var ranks = new int[series.length];
        for (int rank = 0; rank < order.length; rank++) {
            ranks[order[rank]] = rank;
        }
        return ranks;
    }
}
