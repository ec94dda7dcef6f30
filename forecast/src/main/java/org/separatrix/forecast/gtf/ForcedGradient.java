package org.separatrix.forecast.gtf;

import java.util.Arrays;

/// Loss and gradient of forced sequences: forward and backward pass of the whole recursion, fused.
///
/// Loops run along the hidden units, where the arrays are contiguous, so that the compiler
/// vectorises them; nothing is allocated after construction. One instance serves one thread.
///
/// The gradient recursion is `g_t = dLoss/dz_t + (1 - alpha) J(z~_t)' g_(t+1)`.
final class ForcedGradient {

    private final int m;
    private final int n;
    private final int steps;
    private final boolean clipped;

    /// Gradients, laid out as the parameters of the map.
    final double[] a;

    final double[] w1;
    final double[] w2;
    final double[] h1;
    final double[] h2;

    private final double[] drive;
    private final double[] active;
    private final double[] forced;
    private final double[] predicted;
    private final double[] inner;
    private final double[] back;
    private final double[] carried;

    /// Norm of the gradient by the first state, as a witness of exploding or vanishing.
    private double stateGradient;

    ForcedGradient(ShallowPlrnn shape, int steps) {
        this.m = shape.dimension();
        this.n = shape.hidden();
        this.steps = steps;
        this.clipped = shape.clipped();
        a = new double[m];
        w1 = new double[m * n];
        w2 = new double[m * n];
        h1 = new double[m];
        h2 = new double[n];
        drive = new double[steps * n];
        active = new double[steps * n];
        forced = new double[steps * m];
        predicted = new double[steps * m];
        inner = new double[n];
        back = new double[m];
        carried = new double[m];
    }

    void clear() {
        Arrays.fill(a, 0);
        Arrays.fill(w1, 0);
        Arrays.fill(w2, 0);
        Arrays.fill(h1, 0);
        Arrays.fill(h2, 0);
    }

    double stateGradient() {
        return stateGradient;
    }

    /// Adds the gradient of `weight * sum of squared errors` of one sequence; answers the sum of
    /// squared errors.
    ///
    /// @param x observed states x_1 .. x_(T+1), `[steps + 1][M]`
    double add(ShallowPlrnn map, double[][] x, double alpha, double weight) {
        double error = forward(map, x, alpha);
        backward(map, x, alpha, weight);
        return error;
    }

    private double forward(ShallowPlrnn map, double[][] x, double alpha) {
        double error = 0;
        System.arraycopy(x[0], 0, forced, 0, m);
        for (int t = 0; t < steps; t++) {
            int hidden = t * n;
            int state = t * m;
            for (int l = 0; l < n; l++) {
                drive[hidden + l] = 0;
            }
            for (int j = 0; j < m; j++) {
                double z = forced[state + j];
                int row = j * n;
                for (int l = 0; l < n; l++) {
                    drive[hidden + l] += map.w2()[row + l] * z;
                }
            }
            double[] threshold = map.h2();
            if (clipped) {
                for (int l = 0; l < n; l++) {
                    double u = drive[hidden + l];
                    active[hidden + l] = Math.max(u + threshold[l], 0) - Math.max(u, 0);
                }
            } else {
                for (int l = 0; l < n; l++) {
                    active[hidden + l] = Math.max(drive[hidden + l] + threshold[l], 0);
                }
            }
            for (int i = 0; i < m; i++) {
                double next =
                        map.a()[i] * forced[state + i]
                                + map.h1()[i]
                                + dot(map.w1(), i * n, active, hidden);
                predicted[state + i] = next;
                double difference = next - x[t + 1][i];
                error += difference * difference;
                if (t + 1 < steps) {
                    forced[state + m + i] = (1 - alpha) * next + alpha * x[t + 1][i];
                }
            }
        }
        return error;
    }

    private void backward(ShallowPlrnn map, double[][] x, double alpha, double weight) {
        Arrays.fill(carried, 0);
        for (int t = steps - 1; t >= 0; t--) {
            int hidden = t * n;
            int state = t * m;
            for (int i = 0; i < m; i++) {
                back[i] =
                        2 * weight * (predicted[state + i] - x[t + 1][i])
                                + (1 - alpha) * carried[i];
            }
            Arrays.fill(inner, 0);
            for (int i = 0; i < m; i++) {
                double g = back[i];
                int row = i * n;
                a[i] += g * forced[state + i];
                h1[i] += g;
                for (int l = 0; l < n; l++) {
                    inner[l] += map.w1()[row + l] * g;
                    w1[row + l] += g * active[hidden + l];
                }
            }
            double[] threshold = map.h2();
            for (int l = 0; l < n; l++) {
                double u = drive[hidden + l];
                double above = u + threshold[l] > 0 ? 1 : 0;
                double cut = clipped && u > 0 ? 1 : 0;
                h2[l] += inner[l] * above;
                inner[l] *= above - cut;
            }
            for (int i = 0; i < m; i++) {
                double z = forced[state + i];
                int row = i * n;
                for (int l = 0; l < n; l++) {
                    w2[row + l] += z * inner[l];
                }
                carried[i] = map.a()[i] * back[i] + dot(map.w2(), row, inner, 0);
            }
        }
        double square = 0;
        for (double g : carried) {
            square += g * g;
        }
        stateGradient = Math.sqrt(square);
    }

    /// Dot product with four sums, to hide the latency of additions.
    private double dot(double[] x, int i, double[] y, int j) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int l = 0;
        for (; l + 3 < n; l += 4) {
            s0 += x[i + l] * y[j + l];
            s1 += x[i + l + 1] * y[j + l + 1];
            s2 += x[i + l + 2] * y[j + l + 2];
            s3 += x[i + l + 3] * y[j + l + 3];
        }
        for (; l < n; l++) {
            s0 += x[i + l] * y[j + l];
        }
        return s0 + s1 + (s2 + s3);
    }
}
