package org.separatrix.analysis.surrogate;

import org.separatrix.analysis.spectrum.Fourier;
import org.separatrix.analysis.spectrum.Window;

import java.util.SplittableRandom;

/// Frequencies at which a series holds more power than chance gives it.
///
/// The default null hypothesis is a series without memory: shuffles of the raw series, faded and
/// transformed as the series itself. A frequency counts when its power exceeds that of at least 95
/// percent of the surrogates.
public final class SignificantFrequencies {

    private static final int SURROGATES = 100;
    private static final double LEVEL = 0.95;

    /// What the power is compared with.
    public enum Null {
        /// Shuffles of the series: no memory at all.
        SHUFFLE,
        /// A first-order autoregression with the same variance and lag-1 correlation: red noise.
        RED_NOISE,
        /// The recipe of Gilpin's catalogue: phases of the faded series drawn without conjugate
        /// symmetry, the real part kept and faded a second time. It finds about nine of ten
        /// frequencies significant even in white noise; kept to compare.
        LEGACY
    }

    private SignificantFrequencies() {}

    /// For each of the frequencies k/(n*spacing), k = 0..n/2, whether it is significant.
    public static boolean[] of(double[] series, Null hypothesis, long seed) {
        var window = Window.BLACKMAN_HARRIS;
        var faded = window.faded(series);
        var power = Fourier.power(faded);
        var below = new int[power.length];
        var root = new SplittableRandom(seed);
        for (int s = 0; s < SURROGATES; s++) {
            var random = root.split();
            var surrogate =
                    switch (hypothesis) {
                        case SHUFFLE -> window.faded(Surrogates.shuffle(series, random));
                        case RED_NOISE -> window.faded(Surrogates.redNoise(series, random));
                        case LEGACY -> fadedAgain(window, asymmetric(faded, random));
                    };
            var other = Fourier.power(surrogate);
            for (int k = 0; k < power.length; k++) {
                below[k] += power[k] > other[k] ? 1 : 0;
            }
        }
        var significant = new boolean[power.length];
        for (int k = 1; k < power.length; k++) {
            significant[k] = below[k] >= LEVEL * SURROGATES;
        }
        return significant;
    }

    /// Highest significant frequency in cycles per time unit, above `20/n` samples as in the
    /// catalogue's recipe; NaN if there is none.
    public static double highest(double[] series, double spacing, Null hypothesis, long seed) {
        var significant = of(series, hypothesis, seed);
        for (int k = significant.length - 1; k > 20; k--) {
            if (significant[k]) {
                return k / (series.length * spacing);
            }
        }
        return Double.NaN;
    }

    /// The significant frequency of the largest power in cycles per time unit; NaN if there is
    /// none.
    public static double strongest(double[] series, double spacing, Null hypothesis, long seed) {
        var significant = of(series, hypothesis, seed);
        var power = Fourier.power(Window.BLACKMAN_HARRIS.faded(series));
        int best = 0;
        for (int k = 1; k < significant.length; k++) {
            if (significant[k] && (best == 0 || power[k] > power[best])) {
                best = k;
            }
        }
        return best == 0 ? Double.NaN : best / (series.length * spacing);
    }

    private static double[] fadedAgain(Window window, double[] series) {
        var weights = window.weights(series.length);
        for (int i = 0; i < series.length; i++) {
            weights[i] *= series[i];
        }
        return weights;
    }

    /// The real part of a series with the moduli of the given one and all n phases independent.
    private static double[] asymmetric(double[] series, SplittableRandom random) {
        int n = series.length;
        var coefficients = Fourier.transform(series);
        // The real part of sum c_k e^(2 pi i jk/n) has the coefficients (c_k + conj c_(n-k))/2.
        var symmetric = new double[coefficients.length];
        for (int k = 0; k <= n / 2; k++) {
            double modulus = Math.hypot(coefficients[2 * k], coefficients[2 * k + 1]);
            double phase = 2 * Math.PI * random.nextDouble();
            double mirrored = 2 * Math.PI * random.nextDouble();
            symmetric[2 * k] = 0.5 * modulus * (Math.cos(phase) + Math.cos(mirrored));
            symmetric[2 * k + 1] = 0.5 * modulus * (Math.sin(phase) - Math.sin(mirrored));
        }
        return Fourier.inverse(symmetric, n);
    }
}
