package org.separatrix.transport.lightsb;

import java.util.Arrays;

/// Diagonal matrices: weights as `a = epsilon log alpha`, centres r, and `l = log s`.
///
/// The gradient is a difference of expectations under the responsibilities p of sources and q of
/// targets. Arrays are `[D][K]`, so that inner loops run along the components, where the compiler
/// vectorises them. A batch costs O(B K D), without allocation.
final class DiagonalTrainable implements Trainable {

    private final int components;
    private final int dimension;
    private final double epsilon;

    final double[] a;
    final double[] r;
    final double[] l;

    final double[] aGradient;
    final double[] rGradient;
    final double[] lGradient;

    private final double[] half;
    private final double[] linear;
    private final double[] inverse;
    private final double[] atSource;
    private final double[] atTarget;
    private final double[] sourceSquares;
    private final double[] targetFirst;
    private final double[] targetSquares;
    private final double[] targetWeight;
    private final double[] weights;

    /// @param centres `[K][D]`
    /// @param width every s at the start
    DiagonalTrainable(double epsilon, double[][] centres, double width) {
        this.epsilon = epsilon;
        components = centres.length;
        dimension = centres[0].length;
        a = new double[components];
        Arrays.fill(a, -epsilon * Math.log(components));
        r = new double[dimension * components];
        l = new double[dimension * components];
        Arrays.fill(l, Math.log(width));
        for (int d = 0; d < dimension; d++) {
            for (int k = 0; k < components; k++) {
                r[d * components + k] = centres[k][d];
            }
        }
        aGradient = new double[components];
        rGradient = new double[r.length];
        lGradient = new double[l.length];
        half = new double[r.length];
        linear = new double[r.length];
        inverse = new double[r.length];
        sourceSquares = new double[r.length];
        targetFirst = new double[r.length];
        targetSquares = new double[r.length];
        atSource = new double[components];
        atTarget = new double[components];
        targetWeight = new double[components];
        weights = new double[components];
    }

    int components() {
        return components;
    }

    int dimension() {
        return dimension;
    }

    double epsilon() {
        return epsilon;
    }

    @Override
    public double[][] parameters() {
        return new double[][] {a, r, l};
    }

    @Override
    public double[][] gradients() {
        return new double[][] {aGradient, rGradient, lGradient};
    }

    @Override
    public double gradient(double[][] x0, double[][] x1) {
        prepare();
        double loss = 0;
        for (double[] x : x0) {
            loss += source(x, 1.0 / x0.length) / x0.length;
        }
        for (double[] x : x1) {
            loss -= target(x, 1.0 / x1.length) / x1.length;
        }
        for (int d = 0; d < dimension; d++) {
            int row = d * components;
            for (int k = 0; k < components; k++) {
                int i = row + k;
                rGradient[i] = rGradient[i] / epsilon - 2 * inverse[i] * targetFirst[i];
                lGradient[i] =
                        half[i] * sourceSquares[i]
                                + 0.5 * targetWeight[k]
                                - inverse[i] * targetSquares[i];
            }
        }
        for (int k = 0; k < components; k++) {
            aGradient[k] = (aGradient[k] - targetWeight[k]) / epsilon;
        }
        return loss;
    }

    private void prepare() {
        Arrays.fill(aGradient, 0);
        Arrays.fill(rGradient, 0);
        Arrays.fill(sourceSquares, 0);
        Arrays.fill(targetFirst, 0);
        Arrays.fill(targetSquares, 0);
        Arrays.fill(targetWeight, 0);
        double norm = -0.5 * dimension * Math.log(2 * Math.PI * epsilon);
        for (int k = 0; k < components; k++) {
            atSource[k] = a[k] / epsilon;
            atTarget[k] = a[k] / epsilon + norm;
        }
        for (int d = 0; d < dimension; d++) {
            for (int k = 0; k < components; k++) {
                int i = d * components + k;
                double s = Math.exp(l[i]);
                half[i] = s / (2 * epsilon);
                linear[i] = r[i] / epsilon;
                inverse[i] = 1 / (2 * epsilon * s);
                atTarget[k] -= 0.5 * l[i];
            }
        }
    }

    /// Adds a source to the sums; answers `log c`.
    private double source(double[] x, double share) {
        System.arraycopy(atSource, 0, weights, 0, components);
        for (int d = 0; d < dimension; d++) {
            double v = x[d];
            double square = v * v;
            int row = d * components;
            for (int k = 0; k < components; k++) {
                weights[k] += half[row + k] * square + linear[row + k] * v;
            }
        }
        double log = Weights.normalise(weights);
        for (int k = 0; k < components; k++) {
            weights[k] *= share;
            aGradient[k] += weights[k];
        }
        for (int d = 0; d < dimension; d++) {
            double v = x[d];
            double square = v * v;
            int row = d * components;
            for (int k = 0; k < components; k++) {
                rGradient[row + k] += weights[k] * v;
                sourceSquares[row + k] += weights[k] * square;
            }
        }
        return log;
    }

    /// Adds a target to the sums; answers `log v`.
    private double target(double[] x, double share) {
        System.arraycopy(atTarget, 0, weights, 0, components);
        for (int d = 0; d < dimension; d++) {
            double v = x[d];
            int row = d * components;
            for (int k = 0; k < components; k++) {
                double off = v - r[row + k];
                weights[k] -= inverse[row + k] * off * off;
            }
        }
        double log = Weights.normalise(weights);
        for (int k = 0; k < components; k++) {
            weights[k] *= share;
            targetWeight[k] += weights[k];
        }
        for (int d = 0; d < dimension; d++) {
            double v = x[d];
            int row = d * components;
            for (int k = 0; k < components; k++) {
                double off = v - r[row + k];
                double first = weights[k] * off;
                targetFirst[row + k] += first;
                targetSquares[row + k] += first * off;
            }
        }
        return log;
    }

    @Override
    public LightSchrodingerBridge bridge() {
        var log = new double[components];
        var centres = new double[components][dimension];
        var spreads = new double[components][dimension];
        for (int k = 0; k < components; k++) {
            log[k] = a[k] / epsilon;
            for (int d = 0; d < dimension; d++) {
                centres[k][d] = r[d * components + k];
                spreads[k][d] = Math.exp(l[d * components + k]);
            }
        }
        return LightSchrodingerBridge.diagonal(epsilon, log, centres, spreads);
    }
}
