package org.separatrix.analysis.features;

/// What changes along the record: a straight line, energy by chunks, and how far the means and
/// spreads of pieces differ.
final class TrendFeatures {

    private static final int CHUNKS = 10;
    private static final int[] PIECES = {2, 4, 10, 20};

    private TrendFeatures() {}

    static void measure(Sample s, FeatureRow out) {
        double[] z = s.z;
        int n = z.length;
        double middle = (n - 1) / 2.0;
        double product = 0;
        for (int i = 0; i < n; i++) {
            product += (i - middle) * z[i];
        }
        // z has variance 1, time (n^2 - 1)/12.
        double correlation = product / n / Math.sqrt(((double) n * n - 1) / 12);
        out.put("trend_correlation", correlation);
        out.put(
                "trend_t",
                correlation * Math.sqrt((n - 2) / Math.max(1e-12, 1 - correlation * correlation)));
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            double energy = 0;
            for (int i = chunk * n / CHUNKS; i < (chunk + 1) * n / CHUNKS; i++) {
                energy += z[i] * z[i] / n;
            }
            out.put("energy_of_chunk", chunk, n >= CHUNKS ? energy : Double.NaN);
        }
        for (int pieces : PIECES) {
            pieces(z, pieces, out);
        }
    }

    private static void pieces(double[] z, int pieces, FeatureRow out) {
        int n = z.length;
        boolean enough = n >= 4 * pieces;
        var means = new double[pieces];
        var spreads = new double[pieces];
        for (int p = 0; enough && p < pieces; p++) {
            int from = p * n / pieces;
            int to = (p + 1) * n / pieces;
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += z[i];
            }
            means[p] = sum / (to - from);
            double squares = 0;
            for (int i = from; i < to; i++) {
                squares += (z[i] - means[p]) * (z[i] - means[p]);
            }
            spreads[p] = Math.sqrt(squares / (to - from));
        }
        out.put("spread_of_piece_means", pieces, enough ? spread(means) : Double.NaN);
        out.put("spread_of_piece_spreads", pieces, enough ? spread(spreads) : Double.NaN);
        out.put("mean_of_piece_spreads", pieces, enough ? mean(spreads) : Double.NaN);
    }

    private static double mean(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v;
        }
        return sum / x.length;
    }

    private static double spread(double[] x) {
        double mean = mean(x);
        double squares = 0;
        for (double v : x) {
            squares += (v - mean) * (v - mean);
        }
        return Math.sqrt(squares / x.length);
    }
}
