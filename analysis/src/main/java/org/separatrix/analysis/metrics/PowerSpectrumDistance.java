package org.separatrix.analysis.metrics;

import org.jtransforms.fft.DoubleFFT_1D;

/// Hellinger distance of smoothed power spectra, D_H, in [0, 1]; averaged over channels, which are
/// z-scored first.
///
/// Source: as for [StateSpaceDivergence].
public final class PowerSpectrumDistance {

    private static final int REACH = 4;

    private PowerSpectrumDistance() {}

    /// @param truth states, `[n][d]`
    /// @param generated states of equal shape
    /// @param smoothing standard deviation of the Gaussian smoothing, in frequency bins
    public static double of(double[][] truth, double[][] generated, double smoothing) {
        if (truth.length != generated.length || truth.length < 2) {
            throw new IllegalArgumentException(
                    "expected series of equal length, at least 2, got %d and %d"
                            .formatted(truth.length, generated.length));
        }
        if (!(smoothing > 0)) {
            throw new IllegalArgumentException("smoothing must be positive, got " + smoothing);
        }
        int d = truth[0].length;
        double sum = 0;
        for (int j = 0; j < d; j++) {
            double[] p = spectrum(truth, j, smoothing);
            double[] q = spectrum(generated, j, smoothing);
            double square = 0;
            for (int k = 0; k < p.length; k++) {
                double difference = Math.sqrt(p[k]) - Math.sqrt(q[k]);
                square += difference * difference;
            }
            sum += Math.sqrt(0.5 * square);
        }
        return sum / d;
    }

    private static double[] spectrum(double[][] states, int channel, double smoothing) {
        int n = states.length;
        var x = new double[n];
        double mean = 0;
        for (int i = 0; i < n; i++) {
            x[i] = states[i][channel];
            mean += x[i] / n;
        }
        double variance = 0;
        for (int i = 0; i < n; i++) {
            x[i] -= mean;
            variance += x[i] * x[i] / n;
        }
        double scale = variance > 0 ? 1 / Math.sqrt(variance) : 1;
        for (int i = 0; i < n; i++) {
            x[i] *= scale;
        }
        new DoubleFFT_1D(n).realForward(x);
        var power = new double[n / 2 + 1];
        power[0] = x[0] * x[0];
        for (int k = 1; k < power.length; k++) {
            boolean nyquist = n % 2 == 0 && k == n / 2;
            double re = nyquist ? x[1] : x[2 * k];
            double im = nyquist ? 0 : n % 2 == 1 && k == (n - 1) / 2 ? x[1] : x[2 * k + 1];
            power[k] = re * re + im * im;
        }
        double[] smooth = smoothed(power, smoothing);
        double total = 0;
        for (double v : smooth) {
            total += v;
        }
        for (int k = 0; k < smooth.length; k++) {
            smooth[k] = total > 0 ? smooth[k] / total : 1.0 / smooth.length;
        }
        return smooth;
    }

    /// Gaussian smoothing with the ends reflected.
    private static double[] smoothed(double[] values, double deviation) {
        int reach = (int) Math.ceil(REACH * deviation);
        var kernel = new double[reach + 1];
        double total = 0;
        for (int k = 0; k <= reach; k++) {
            kernel[k] = Math.exp(-0.5 * k * k / (deviation * deviation));
            total += k == 0 ? kernel[k] : 2 * kernel[k];
        }
        int n = values.length;
        var smooth = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = -reach; k <= reach; k++) {
                sum += kernel[Math.abs(k)] * values[reflected(i + k, n)];
            }
            smooth[i] = Math.max(0, sum / total);
        }
        return smooth;
    }

    private static int reflected(int i, int n) {
        if (n == 1) {
            return 0;
        }
        int period = 2 * (n - 1);
        int k = Math.floorMod(i, period);
        return k < n ? k : period - k;
    }
}
