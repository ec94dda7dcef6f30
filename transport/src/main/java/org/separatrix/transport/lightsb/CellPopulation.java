package org.separatrix.transport.lightsb;

import org.separatrix.lab.Seeds;

import java.util.random.RandomGenerator;

/// Snapshots of a population that moves on and splits in two, like cells that differentiate.
///
/// The first coordinate grows steadily; the second leaves 0 by a pitchfork, `dy = 3 (m y - y^3) dt
/// + 0.4 dW` with m rising from -1 to 1; the others are correlated noise that relaxes to a common
///   factor. Every cell is seen once. One common scale makes the pooled variance 1 a coordinate.
///
/// @param snapshots one cloud a time, `[5][n][D]`
record CellPopulation(double[][][] snapshots) {

    static final int TIMES = 5;
    private static final int STEPS = 50;
    private static final double END = 2;

    /// @param seeds the scales of the coordinates depend on them alone
    /// @param draw tells apart populations of the same kind
    static CellPopulation of(int cells, int dimension, Seeds seeds, int draw) {
        var scales = new double[dimension];
        var random = seeds.of("scales");
        for (int j = 0; j < dimension; j++) {
            scales[j] = j < 2 ? 1 : 0.2 + 0.2 * random.nextDouble();
        }
        random = seeds.of("cells", draw);
        var snapshots = new double[TIMES][cells][];
        for (int k = 0; k < TIMES; k++) {
            for (int i = 0; i < cells; i++) {
                snapshots[k][i] = cell(k, scales, random);
            }
        }
        double mean = 0;
        double square = 0;
        double variance = 0;
        for (int j = 0; j < dimension; j++) {
            mean = 0;
            square = 0;
            for (double[][] snapshot : snapshots) {
                for (double[] x : snapshot) {
                    mean += x[j] / (TIMES * cells);
                    square += x[j] * x[j] / (TIMES * cells);
                }
            }
            variance += (square - mean * mean) / dimension;
        }
        double scale = Math.sqrt(variance);
        for (double[][] snapshot : snapshots) {
            for (double[] x : snapshot) {
                for (int j = 0; j < dimension; j++) {
                    x[j] /= scale;
                }
            }
        }
        return new CellPopulation(snapshots);
    }

    private static double[] cell(int time, double[] scales, RandomGenerator random) {
        var x = new double[scales.length];
        x[0] = 0.2 * random.nextGaussian();
        x[1] = 0.2 * random.nextGaussian();
        double common = random.nextGaussian();
        for (int j = 2; j < x.length; j++) {
            x[j] = random.nextGaussian();
        }
        double h = END / (STEPS * (TIMES - 1));
        double root = Math.sqrt(h);
        for (int n = 0; n < STEPS * time; n++) {
            double m = Math.min(1, -1 + 2 * n / (double) STEPS);
            x[0] += 1.5 * h + 0.2 * root * random.nextGaussian();
            x[1] += 8 * h * (m * x[1] - x[1] * x[1] * x[1]) + 0.3 * root * random.nextGaussian();
            for (int j = 2; j < x.length; j++) {
                x[j] += 2 * h * (common - x[j]) + root * random.nextGaussian();
            }
        }
        for (int j = 0; j < x.length; j++) {
            x[j] *= scales[j];
        }
        return x;
    }
}
