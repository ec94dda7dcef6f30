package org.separatrix.analysis.features;

import org.separatrix.analysis.entropy.DetrendedFluctuation;
import org.separatrix.analysis.entropy.Entropies;

/// How little the past says about what comes.
final class ComplexityFeatures {

    private static final int[] DELAYS = {1, 3, 10};

    /// Fewest values of a fluctuation exponent.
    private static final int FLUCTUATION = 100;

    private ComplexityFeatures() {}

    static void measure(Sample s, FeatureRow out) {
        double[] z = s.z;
        int n = z.length;
        for (int m = 3; m <= 5; m++) {
            for (int delay : DELAYS) {
                double entropy =
                        (m - 1) * delay < n / 2 ? Entropies.permutation(z, m, delay) : Double.NaN;
                out.put("permutation_entropy_" + m, delay, entropy);
            }
        }
        out.put("lempel_ziv_complexity", n >= 10 ? Entropies.lempelZiv(z) : Double.NaN);
        for (double r : new double[] {0.1, 0.2}) {
            var pairs = SimilarPairs.of(z, r);
            out.put("sample_entropy", r, pairs.sampleEntropy());
            out.put("approximate_entropy", r, pairs.approximateEntropy());
        }
        // Exponents of a short record say more of its length than of its motion.
        out.put(
                "fluctuation_exponent",
                n >= FLUCTUATION ? DetrendedFluctuation.exponent(z).value() : Double.NaN);
        higuchi(z, out);
    }

    /// Fractal dimension of the graph: how its length falls with the step it is measured in.
    ///
    /// Source: T. Higuchi, Physica D 31 (1988), 277.
    private static void higuchi(double[] z, FeatureRow out) {
        int largest = 8;
        int n = z.length;
        double sumX = 0;
        double sumY = 0;
        double xx = 0;
        double xy = 0;
        int count = 0;
        for (int k = 1; k <= largest && 2 * k < n; k++) {
            double length = 0;
            for (int start = 0; start < k; start++) {
                int steps = (n - 1 - start) / k;
                double sum = 0;
                for (int i = 1; i <= steps; i++) {
                    sum += Math.abs(z[start + i * k] - z[start + (i - 1) * k]);
                }
                length += sum * (n - 1) / ((double) steps * k) / k / k;
            }
            double x = -Math.log(k);
            double y = Math.log(length);
            sumX += x;
            sumY += y;
            xx += x * x;
            xy += x * y;
            count++;
        }
        out.put("higuchi_dimension", (count * xy - sumX * sumY) / (count * xx - sumX * sumX));
    }
}
