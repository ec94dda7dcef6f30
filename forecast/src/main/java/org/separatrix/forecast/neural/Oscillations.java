package org.separatrix.forecast.neural;

import org.separatrix.equations.Expression;
import org.separatrix.equations.Interpreter;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/// Trajectories of `x0' = x1/(1 + x1)`, `x1' = -x0/(1 + x0)`, started uniformly in `(-0.6, 1)^2`,
/// and how far formulas are from that law.
///
/// @param times of the samples, equally spaced from 0 to 10
/// @param series (series, times, components)
record Oscillations(double[] times, double[][][] series) {

    private static final double END = 10;

    static void law(double[] x, double[] dx) {
        dx[0] = x[1] / (1 + x[1]);
        dx[1] = -x[0] / (1 + x[0]);
    }

    /// @param noise standard deviation of what is added to every sample
    static Oscillations of(int series, int samples, double noise, RandomGenerator random) {
        var times = new double[samples];
        for (int i = 0; i < samples; i++) {
            times[i] = END * i / (samples - 1);
        }
        // Steps of 0.005: their error is below 1e-12.
        int steps = (int) Math.ceil(times[1] / 0.00506);
        var values = new double[series][samples][];
        for (var one : values) {
            one[0] =
                    new double[] {
                        -0.6 + 1.6 * random.nextDouble(), -0.6 + 1.6 * random.nextDouble()
                    };
            for (int i = 1; i < samples; i++) {
                one[i] = advanced(Oscillations::law, one[i - 1], times[1], steps);
            }
        }
        if (noise > 0) {
            for (var one : values) {
                for (var row : one) {
                    for (int j = 0; j < row.length; j++) {
                        row[j] += noise * random.nextGaussian();
                    }
                }
            }
        }
        return new Oscillations(times, values);
    }

    /// Classical Runge–Kutta steps of equal length.
    static double[] advanced(
            BiConsumer<double[], double[]> law, double[] x, double time, int steps) {
        double h = time / steps;
        var y = x.clone();
        var k = new double[4][2];
        var probe = new double[2];
        for (int s = 0; s < steps; s++) {
            law.accept(y, k[0]);
            for (int stage = 1; stage < 4; stage++) {
                double share = stage == 3 ? h : h / 2;
                probe[0] = y[0] + share * k[stage - 1][0];
                probe[1] = y[1] + share * k[stage - 1][1];
                law.accept(probe, k[stage]);
            }
            for (int j = 0; j < 2; j++) {
                y[j] += h / 6 * (k[0][j] + 2 * k[1][j] + 2 * k[2][j] + k[3][j]);
            }
        }
        return y;
    }

    /// Error of the formulas relative to the law, root mean square over the region of the data. A
    /// law that was found exactly has rounding errors only, in whatever form it is written.
    static double error(List<Expression> formulas, RandomGenerator random) {
        double sum = 0;
        double size = 0;
        var dx = new double[2];
        for (int i = 0; i < 1000; i++) {
            double[] x = {-0.6 + 1.6 * random.nextDouble(), -0.6 + 1.6 * random.nextDouble()};
            law(x, dx);
            for (int j = 0; j < 2; j++) {
                double value =
                        Interpreter.evaluate(
                                formulas.get(j), n -> x[Integer.parseInt(n.substring(1))]);
                sum += (value - dx[j]) * (value - dx[j]);
                size += dx[j] * dx[j];
            }
        }
        return Math.sqrt(sum / size);
    }

    /// Where the field is known from central differences.
    record Slopes(double[][] points, double[][] values) {}

    /// Fourth-order central differences at random samples.
    Slopes slopes(int count, RandomGenerator random) {
        double h = times[1];
        var points = new double[count][];
        var values = new double[count][2];
        for (int k = 0; k < count; k++) {
            var one = series[random.nextInt(series.length)];
            int i = 2 + random.nextInt(times.length - 4);
            points[k] = one[i];
            for (int j = 0; j < 2; j++) {
                values[k][j] =
                        (8 * (one[i + 1][j] - one[i - 1][j]) - (one[i + 2][j] - one[i - 2][j]))
                                / (12 * h);
            }
        }
        return new Slopes(points, values);
    }
}
