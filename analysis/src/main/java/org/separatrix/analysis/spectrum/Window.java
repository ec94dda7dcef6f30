package org.separatrix.analysis.spectrum;

/// Weights that fade a stretch of a series in and out before its transform.
///
/// Source: F. J. Harris, Proc. IEEE 66 (1978), 51.
public enum Window {
    /// No fading: sharpest lines, strongest leakage.
    RECTANGULAR(1),
    /// Half a cosine squared.
    HANN(0.5, 0.5),
    /// Four cosines: leakage below -92 dB.
    BLACKMAN_HARRIS(0.35875, 0.48829, 0.14128, 0.01168);

    // Assigned once and never handed out.
    private final double[] cosines;

    Window(double... cosines) {
        this.cosines = cosines;
    }

    /// The weights of a window of length n, periodic: the next one would be that of the start.
    public double[] weights(int n) {
        var weights = new double[n];
        for (int i = 0; i < n; i++) {
            double sign = 1;
            for (int m = 0; m < cosines.length; m++) {
                weights[i] += sign * cosines[m] * Math.cos(2 * Math.PI * m * i / n);
                sign = -sign;
            }
        }
        return weights;
    }

    /// The series without its mean, times the weights.
    public double[] faded(double[] series) {
        double mean = 0;
        for (double x : series) {
            mean += x / series.length;
        }
        var faded = weights(series.length);
        for (int i = 0; i < faded.length; i++) {
            faded[i] *= series[i] - mean;
        }
        return faded;
    }
}
