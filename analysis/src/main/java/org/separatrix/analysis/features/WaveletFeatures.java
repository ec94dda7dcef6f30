package org.separatrix.analysis.features;

/// Energy by scale: an orthogonal Haar transform, and the Ricker wavelet at a few widths.
final class WaveletFeatures {

    private static final int LEVELS = 8;
    private static final int[] WIDTHS = {2, 5, 10, 20};

    private WaveletFeatures() {}

    static void measure(Sample s, FeatureRow out) {
        haar(s, out);
        for (int width : WIDTHS) {
            ricker(s.z, width, out);
        }
    }

    /// Shares of the energy in the differences of each level; a last value without a partner is
    /// left out of its level.
    private static void haar(Sample s, FeatureRow out) {
        double[] level = s.z.clone();
        int n = level.length;
        for (int k = 1; k <= LEVELS; k++) {
            int half = n / 2;
            double energy = 0;
            for (int i = 0; i < half; i++) {
                double sum = level[2 * i] + level[2 * i + 1];
                double difference = level[2 * i] - level[2 * i + 1];
                energy += difference * difference / 2;
                level[i] = sum / Math.sqrt(2);
            }
            out.put("haar_energy", k, half > 0 ? energy / s.size() : Double.NaN);
            n = half;
        }
    }

    /// Mean square and crest of the convolution with a Ricker wavelet of unit norm.
    private static void ricker(double[] z, int width, FeatureRow out) {
        int reach = 4 * width;
        int inside = z.length - 2 * reach;
        if (inside < 1) {
            out.put("ricker_power", width, Double.NaN);
            out.put("ricker_crest", width, Double.NaN);
            return;
        }
        var wavelet = new double[2 * reach + 1];
        double norm = 2 / (Math.sqrt(3.0 * width) * Math.pow(Math.PI, 0.25));
        for (int k = -reach; k <= reach; k++) {
            double t = (double) k / width;
            wavelet[k + reach] = norm * (1 - t * t) * Math.exp(-t * t / 2);
        }
        double squares = 0;
        double largest = 0;
        for (int i = 0; i < inside; i++) {
            double sum = 0;
            for (int k = 0; k < wavelet.length; k++) {
                sum += wavelet[k] * z[i + k];
            }
            squares += sum * sum;
            largest = Math.max(largest, Math.abs(sum));
        }
        double power = squares / inside;
        out.put("ricker_power", width, power);
        out.put("ricker_crest", width, largest / Math.sqrt(power));
    }
}
