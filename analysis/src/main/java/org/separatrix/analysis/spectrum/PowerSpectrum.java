package org.separatrix.analysis.spectrum;

/// Power spectral density of an evenly sampled series, one-sided.
///
/// The integral of the density over frequency is the variance of the series.
///
/// @param frequencies cycles per time unit, from 0 to half the sampling rate
/// @param density squared series units times time units
public record PowerSpectrum(double[] frequencies, double[] density) {

    /// Periodogram of the whole series without its mean.
    ///
    /// @param spacing time between two values
    public static PowerSpectrum periodogram(double[] series, double spacing, Window window) {
        return welch(series, spacing, series.length, window);
    }

    /// Mean of the periodograms of segments that overlap by half.
    ///
    /// Source: P. D. Welch, IEEE Trans. Audio Electroacoust. 15 (1967), 70.
    ///
    /// @param segment length of a segment, at least 4
    public static PowerSpectrum welch(double[] series, double spacing, int segment, Window window) {
        if (segment < 4 || segment > series.length) {
            throw new IllegalArgumentException(
                    "segment must lie in 4..%d, got %d".formatted(series.length, segment));
        }
        if (!(spacing > 0)) {
            throw new IllegalArgumentException("spacing must be positive, got " + spacing);
        }
        var weights = window.weights(segment);
        double squares = 0;
        for (double weight : weights) {
            squares += weight * weight;
        }
        var density = new double[segment / 2 + 1];
        int segments = 0;
        var piece = new double[segment];
        for (int from = 0; from + segment <= series.length; from += Math.max(1, segment / 2)) {
            System.arraycopy(series, from, piece, 0, segment);
            var power = Fourier.power(window.faded(piece));
            for (int k = 0; k < density.length; k++) {
                density[k] += power[k];
            }
            segments++;
        }
        var frequencies = new double[density.length];
        for (int k = 0; k < density.length; k++) {
            boolean paired = k > 0 && 2 * k != segment;
            density[k] *= (paired ? 2 : 1) * spacing / squares / segments;
            frequencies[k] = k / (segment * spacing);
        }
        return new PowerSpectrum(frequencies, density);
    }
}
