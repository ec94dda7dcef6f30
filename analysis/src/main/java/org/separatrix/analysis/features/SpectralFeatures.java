package org.separatrix.analysis.features;

import org.separatrix.analysis.spectrum.Fourier;
import org.separatrix.analysis.spectrum.Window;
import org.separatrix.analysis.statistics.Line;

/// How the power is spread over the frequencies, in cycles per sample; from one transform of the
/// faded series.
final class SpectralFeatures {

    private static final int BANDS = 8;
    private static final int OCTAVES = 8;
    private static final int LINES = 10;

    private SpectralFeatures() {}

    static void measure(Sample s, FeatureRow out) {
        double[] power = Fourier.power(Window.HANN.faded(s.z));
        int n = s.size();
        int bins = power.length - 1;
        double total = 0;
        double entropy = 0;
        double logs = 0;
        double largest = 0;
        int peak = 1;
        for (int k = 1; k <= bins; k++) {
            total += power[k];
            if (power[k] > largest) {
                largest = power[k];
                peak = k;
            }
        }
        double centroid = 0;
        double floor = 1e-12 * total / bins;
        for (int k = 1; k <= bins; k++) {
            double share = power[k] / total;
            centroid += share * k / n;
            entropy -= share > 0 ? share * Math.log(share) : 0;
            logs += Math.log(Math.max(power[k], floor));
        }
        out.put("spectral_centroid", centroid);
        moments(power, total, centroid, n, out);
        out.put("spectral_entropy", entropy / Math.log(bins));
        out.put("spectral_flatness", Math.exp(logs / bins) / (total / bins));
        out.put("spectral_peak_frequency", (double) peak / n);
        out.put("spectral_peak_share", largest / total);
        out.put("spectral_slope", slope(power, floor, n));
        rollOff(power, total, n, out);
        bands(power, total, out);
        int maxima = 0;
        for (int k = 2; k < bins; k++) {
            boolean summit = power[k] > power[k - 1] && power[k] > power[k + 1];
            maxima += summit && power[k] > 0.05 * largest ? 1 : 0;
        }
        out.put("spectral_peaks", maxima);
    }

    private static void moments(
            double[] power, double total, double centroid, int n, FeatureRow out) {
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (int k = 1; k < power.length; k++) {
            double away = (double) k / n - centroid;
            double share = power[k] / total;
            second += share * away * away;
            third += share * away * away * away;
            fourth += share * away * away * away * away;
        }
        out.put("spectral_spread", Math.sqrt(second));
        out.put("spectral_skewness", third / Math.pow(second, 1.5));
        out.put("spectral_kurtosis", fourth / (second * second));
    }

    private static double slope(double[] power, double floor, int n) {
        var x = new double[power.length - 1];
        var y = new double[x.length];
        for (int k = 1; k < power.length; k++) {
            x[k - 1] = Math.log((double) k / n);
            y[k - 1] = Math.log(Math.max(power[k], floor));
        }
        return Line.through(x, y).slope();
    }

    /// Frequencies below which 25, 50, 85 and 95 per cent of the power lie.
    private static void rollOff(double[] power, double total, int n, FeatureRow out) {
        double[] shares = {0.25, 0.5, 0.85, 0.95};
        int next = 0;
        double sum = 0;
        for (int k = 1; k < power.length; k++) {
            sum += power[k];
            while (next < shares.length && (sum >= shares[next] * total || k == power.length - 1)) {
                out.put("spectral_roll_off", shares[next++], (double) k / n);
            }
        }
    }

    /// Shares of the power in eight equal bands, in eight octaves down from the highest frequency,
    /// and in the ten lowest lines.
    private static void bands(double[] power, double total, FeatureRow out) {
        int bins = power.length - 1;
        var bands = new double[BANDS];
        var octaves = new double[OCTAVES];
        for (int k = 1; k <= bins; k++) {
            bands[Math.min(BANDS - 1, BANDS * (k - 1) / bins)] += power[k] / total;
            int octave = (int) (Math.log((double) bins / k) / Math.log(2));
            octaves[Math.min(OCTAVES - 1, octave)] += power[k] / total;
        }
        for (int k = 0; k < BANDS; k++) {
            out.put("spectral_band", k, bands[k]);
        }
        for (int k = 0; k < OCTAVES; k++) {
            out.put("spectral_octave", k, octaves[k]);
        }
        for (int k = 1; k <= LINES; k++) {
            out.put("spectral_line", k, k <= bins ? power[k] / total : Double.NaN);
        }
    }
}
