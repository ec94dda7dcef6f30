package org.separatrix.analysis.spectrum;

import org.jtransforms.fft.DoubleFFT_1D;

import java.util.Arrays;

/// The discrete Fourier transform of a real series of any length.
public final class Fourier {

    private Fourier() {}

    /// Coefficients 0 to n/2 as pairs of real and imaginary part, length 2*(n/2 + 1).
    public static double[] transform(double[] series) {
        int n = series.length;
        var packed = new double[2 * n];
        System.arraycopy(series, 0, packed, 0, n);
        new DoubleFFT_1D(n).realForwardFull(packed);
        return Arrays.copyOf(packed, 2 * (n / 2 + 1));
    }

    /// The real series of length n with the given coefficients 0 to n/2; the rest is their mirror.
    public static double[] inverse(double[] coefficients, int n) {
        var full = new double[2 * n];
        System.arraycopy(coefficients, 0, full, 0, coefficients.length);
        for (int k = 1; k <= (n - 1) / 2; k++) {
            full[2 * (n - k)] = coefficients[2 * k];
            full[2 * (n - k) + 1] = -coefficients[2 * k + 1];
        }
        full[1] = 0;
        if (n % 2 == 0) {
            full[n + 1] = 0;
        }
        new DoubleFFT_1D(n).complexInverse(full, true);
        var series = new double[n];
        for (int i = 0; i < n; i++) {
            series[i] = full[2 * i];
        }
        return series;
    }

    /// Squared moduli of the coefficients 0 to n/2.
    public static double[] power(double[] series) {
        var coefficients = transform(series);
        var power = new double[coefficients.length / 2];
        for (int k = 0; k < power.length; k++) {
            double re = coefficients[2 * k];
            double im = coefficients[2 * k + 1];
            power[k] = re * re + im * im;
        }
        return power;
    }
}
