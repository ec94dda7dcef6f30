package org.separatrix.analysis.lyapunov;

import org.separatrix.equations.compile.Kernel;

/// An iterated map with its tangent vectors, `x <- g(x)` and `U <- Dg(x) U`.
final class MapTangent implements TangentStepper {

    private final Kernel map;
    private final int d;
    private final double[] frame;
    private final double[] product;
    private final double[] jacobian;
    private final double[] factors;
    private double[] x;
    private double[] next;
    private long n;
    private double logDeterminant;

    MapTangent(Kernel map, int k) {
        this.map = map;
        d = map.dimension();
        frame = new double[k * d];
        product = new double[k * d];
        jacobian = new double[d * d];
        factors = new double[d * d];
        x = new double[d];
        next = new double[d];
    }

    @Override
    public void start(double time, double[] start) {
        System.arraycopy(start, 0, x, 0, d);
        n = Math.round(time);
        logDeterminant = 0;
    }

    @Override
    public void step() {
        map.jacobian((double) n, x, jacobian);
        for (int c = 0; c < frame.length; c += d) {
            for (int i = 0; i < d; i++) {
                double sum = 0;
                for (int j = 0; j < d; j++) {
                    sum += jacobian[i * d + j] * frame[c + j];
                }
                product[c + i] = sum;
            }
        }
        System.arraycopy(product, 0, frame, 0, frame.length);
        logDeterminant += logDeterminant();
        map.derivative((double) n, x, next);
        for (int i = 0; i < d; i++) {
            if (!Double.isFinite(next[i])) {
                throw new TangentFailureException(
                        "state %d became %s at step %d: the orbit leaves every bound"
                                .formatted(i, next[i], n + 1));
            }
        }
        var swap = x;
        x = next;
        next = swap;
        n++;
    }

    /// Logarithm of |det| of the Jacobian, by elimination with partial pivoting.
    private double logDeterminant() {
        System.arraycopy(jacobian, 0, factors, 0, factors.length);
        double log = 0;
        for (int p = 0; p < d; p++) {
            int pivot = p;
            for (int i = p + 1; i < d; i++) {
                if (Math.abs(factors[i * d + p]) > Math.abs(factors[pivot * d + p])) {
                    pivot = i;
                }
            }
            double diagonal = factors[pivot * d + p];
            log += Math.log(Math.abs(diagonal));
            if (diagonal == 0) {
                return log;
            }
            for (int j = p; j < d; j++) {
                double free = factors[p * d + j];
                factors[p * d + j] = factors[pivot * d + j];
                factors[pivot * d + j] = free;
            }
            for (int i = p + 1; i < d; i++) {
                double factor = factors[i * d + p] / diagonal;
                for (int j = p + 1; j < d; j++) {
                    factors[i * d + j] -= factor * factors[p * d + j];
                }
            }
        }
        return log;
    }

    @Override
    public double time() {
        return (double) n;
    }

    @Override
    public double[] state() {
        return x;
    }

    @Override
    public double[] frame() {
        return frame;
    }

    @Override
    public double divergence() {
        return logDeterminant;
    }
}
