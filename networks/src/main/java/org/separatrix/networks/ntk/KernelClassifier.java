package org.separatrix.networks.ntk;

import org.separatrix.analysis.linear.Cholesky;
import org.separatrix.lab.data.images.LabelledImages;

import java.util.Arrays;

/// Ridge regression of one-hot targets with a kernel, its ridge chosen on a quarter of the data.
///
/// @param weights [n x classes], of all training images
/// @param ridge the choice, relative to the mean of the diagonal
/// @param validated accuracy on the quarter held out while choosing
record KernelClassifier(double[][] weights, double ridge, double validated) {

    private static final double[] RIDGES = {1e-6, 1e-4, 1e-3, 1e-2, 3e-2, 0.1, 0.3, 1};

    static KernelClassifier tuned(double[][] kernel, LabelledImages train) {
        int n = train.size();
        int cut = n - n / 4;
        double scale = 0;
        for (int i = 0; i < n; i++) {
            scale += kernel[i][i] / n;
        }
        double[][] y = train.centredOneHot();
        double[][] left = part(kernel, 0, cut, cut);
        double[][] right = part(kernel, cut, n, cut);
        double best = -1;
        double choice = RIDGES[0];
        for (double ridge : RIDGES) {
            double[][] w = Cholesky.of(left, ridge * scale).solve(Arrays.copyOfRange(y, 0, cut));
            double accuracy = train.slice(cut, n).accuracy(scores(right, w));
            if (accuracy > best) {
                best = accuracy;
                choice = ridge;
            }
        }
        return new KernelClassifier(Cholesky.of(kernel, choice * scale).solve(y), choice, best);
    }

    double accuracy(double[][] cross, LabelledImages test) {
        return test.accuracy(scores(cross, weights));
    }

    private static double[][] part(double[][] kernel, int from, int to, int columns) {
        var part = new double[to - from][];
        for (int i = from; i < to; i++) {
            part[i - from] = Arrays.copyOf(kernel[i], columns);
        }
        return part;
    }

    private static double[][] scores(double[][] cross, double[][] w) {
        var f = new double[cross.length][w[0].length];
        for (int i = 0; i < f.length; i++) {
            for (int j = 0; j < w.length; j++) {
                for (int k = 0; k < f[i].length; k++) {
                    f[i][k] += cross[i][j] * w[j][k];
                }
            }
        }
        return f;
    }
}
