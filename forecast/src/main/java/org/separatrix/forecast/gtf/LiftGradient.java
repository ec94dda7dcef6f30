package org.separatrix.forecast.gtf;

import java.util.Arrays;

/// States whose first N are the channels themselves. Where there are more, the teacher of the rest
/// is `Lo x` with a learned matrix Lo, `[M - N][N]` row by row.
final class LiftGradient implements ObservationGradient {

    private final int n;
    private final int extra;
    private final double[] lift;
    private final double[] gradient;

    /// @param lift Lo, `[M - N][N]`; no rows if the states are the channels
    LiftGradient(int channels, double[][] lift) {
        n = channels;
        extra = lift.length;
        this.lift = new double[extra * n];
        for (int j = 0; j < extra; j++) {
            System.arraycopy(lift[j], 0, this.lift, j * n, n);
        }
        gradient = new double[extra * n];
    }

    @Override
    public double[] matrix() {
        return lift;
    }

    @Override
    public double[] gradient() {
        return gradient;
    }

    @Override
    public Observation observation() {
        var rows = new double[extra][];
        for (int j = 0; j < extra; j++) {
            rows[j] = Arrays.copyOfRange(lift, j * n, (j + 1) * n);
        }
        return Observation.lifted(rows);
    }

    @Override
    public void begin() {
        Arrays.fill(gradient, 0);
    }

    @Override
    public double[][] teacher(double[][] x) {
        if (extra == 0) {
            return x;
        }
        var z = new double[x.length][];
        for (int t = 0; t < z.length; t++) {
            z[t] = Arrays.copyOf(x[t], n + extra);
            for (int j = 0; j < extra; j++) {
                for (int i = 0; i < n; i++) {
                    z[t][n + j] += lift[j * n + i] * x[t][i];
                }
            }
        }
        return z;
    }

    @Override
    public double distances(ForcedPass pass, double[][][] x, int from, int count, double weight) {
        double error = 0;
        int lanes = pass.lanes();
        for (int t = 0; t < pass.predicted().length; t++) {
            double[] predicted = pass.predicted()[t];
            double[] direct = pass.direct()[t];
            Arrays.fill(direct, 0);
            for (int s = 0; s < count; s++) {
                double[] seen = x[from + s][t + 1];
                for (int i = 0; i < n; i++) {
                    int e = i * lanes + s;
                    double difference = predicted[e] - seen[i];
                    error += difference * difference;
                    direct[e] = 2 * weight * difference;
                }
            }
        }
        return error;
    }

    @Override
    public void backThroughTeacher(ForcedPass pass, double[][][] x, int from, int count) {
        for (int t = 0; t < pass.teacher().length && extra > 0; t++) {
            for (int s = 0; s < count; s++) {
                double[] seen = x[from + s][t];
                for (int j = 0; j < extra; j++) {
                    double own = pass.teacher()[t][(n + j) * pass.lanes() + s];
                    for (int i = 0; i < n; i++) {
                        gradient[j * n + i] += own * seen[i];
                    }
                }
            }
        }
    }

    @Override
    public void finish() {
        // The gradient is complete.
    }

    /// That of `lambda |Lo|^2`.
    @Override
    public void penalise(double lambda) {
        for (int e = 0; e < lift.length; e++) {
            gradient[e] += 2 * lambda * lift[e];
        }
    }
}
