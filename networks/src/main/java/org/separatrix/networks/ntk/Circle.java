package org.separatrix.networks.ntk;

import org.separatrix.lab.Seeds;

/// The experiments in the plane: four affine layers, rectifiers, bias 0.1.
final class Circle {

    static final int DEPTH = 4;
    static final double BIAS = 0.1;
    static final int DRIFT_STEPS = 200;
    private static final int ANGLES = 49;
    private static final double[] TRAINED = {-2.4, -0.9, 0.6, 2};

    private Circle() {}

    static FiniteNet net(int width, java.util.random.RandomGenerator random) {
        return FiniteNet.random(2, width, DEPTH, 1, Activation.relu(), 1, BIAS, random);
    }

    static InfiniteNet limit() {
        return InfiniteNet.fullyConnected(DEPTH, Activation.relu(), 1, BIAS);
    }

    /// Angles from -pi to pi.
    static double[] angles() {
        var angles = new double[ANGLES];
        for (int i = 0; i < ANGLES; i++) {
            angles[i] = Math.PI * (2.0 * i / (ANGLES - 1) - 1);
        }
        return angles;
    }

    static double[][] points(double[] angles) {
        var x = new double[angles.length][];
        for (int i = 0; i < x.length; i++) {
            x[i] = new double[] {Math.cos(angles[i]), Math.sin(angles[i])};
        }
        return x;
    }

    /// The point at angle zero.
    static double[][] origin() {
        return new double[][] {{1, 0}};
    }

    /// The four training points of the ensemble.
    static double[][] trained() {
        return points(TRAINED);
    }

    /// The paper's target, `x_1 x_2`.
    static double[][] target(double[][] x) {
        var y = new double[x.length][1];
        for (int i = 0; i < x.length; i++) {
            y[i][0] = x[i][0] * x[i][1];
        }
        return y;
    }

    /// Standard normal points of the plane.
    static double[][] normal(int count, Seeds seeds, String purpose) {
        var random = seeds.of(purpose);
        var x = new double[count][2];
        for (double[] p : x) {
            p[0] = random.nextGaussian();
            p[1] = random.nextGaussian();
        }
        return x;
    }

    /// What the limit says of the ensemble on the circle.
    static EnsemblePrediction ensemble(int steps) {
        double[][] x = trained();
        double[][] probe = points(angles());
        var train = limit().kernel(x);
        var cross = limit().kernel(probe, x);
        var state = new KernelGradientFlow(train.ntk(), target(x)).at(new Descent.Steps(steps, 1));
        return EnsemblePrediction.of(state, train.nngp(), cross, limit().kernel(probe).nngp());
    }

    static double[] column(double[][] f) {
        var column = new double[f.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = f[i][0];
        }
        return column;
    }
}
