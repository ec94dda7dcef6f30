package org.separatrix.forecast;

import org.separatrix.analysis.regression.Ridge;
import org.separatrix.lab.Describe;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Echo-state network: a fixed random recurrent network, of which only the linear read-out is
/// trained.
///
/// State `r <- (1 - leak) r + leak tanh(W r + V x + b)`, read-out of `1, x, r` to the increment of
/// x.
///
/// Source: H. Jaeger and H. Haas, "Harnessing nonlinearity", Science 304 (2004).
///
/// @param units number of reservoir nodes
/// @param radius spectral radius of the recurrent matrix
/// @param leak leak rate; 1 means no direct carry-over of the previous state
/// @param input scale of the input weights
/// @param ridge Tikhonov penalty a training row
public record EchoState(
        @Describe(value = "number of reservoir nodes", min = 1, max = 5000) int units,
        @Describe(value = "spectral radius of the recurrent matrix", min = 0, max = 10)
                double radius,
        @Describe(value = "leak rate, 1 means no direct carry-over", min = 1e-3, max = 1)
                double leak,
        @Describe(value = "scale of the input weights", min = 0, max = 100) double input,
        @Describe(value = "Tikhonov penalty a training row", min = 0) double ridge)
        implements Forecaster {

    private static final int CONNECTIONS = 10;
    private static final int WARM_UP = 100;

    @Override
    public String name() {
        return "esn";
    }

    @Override
    public int shortest() {
        return 30;
    }

    @Override
    public List<Forecaster> candidates() {
        var all = new ArrayList<Forecaster>();
        for (double a : new double[] {0.3, 1.0}) {
            for (double rho : new double[] {0.4, 0.9}) {
                for (double r : new double[] {1e-8, 1e-5}) {
                    all.add(new EchoState(units, rho, a, input, r));
                }
            }
        }
        return all;
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        int d = training.getFirst().dimension();
        var scaling = Scaling.of(training);
        var reservoir = Reservoir.random(this, d, seeds.of("reservoir"));
        var regression = new Ridge(1 + d + units, d);
        var features = new double[1 + d + units];
        var target = new double[d];
        for (var piece : training) {
            double[][] rows = scaling.apply(piece.values());
            var state = new double[units];
            int warm = Math.min(WARM_UP, rows.length / 4);
            for (int i = 0; i + 1 < rows.length; i++) {
                state = reservoir.next(state, rows[i]);
                if (i >= warm) {
                    gather(rows[i], state, features);
                    for (int k = 0; k < d; k++) {
                        target[k] = rows[i + 1][k] - rows[i][k];
                    }
                    regression.add(features, target);
                }
            }
        }
        return new Fitted(reservoir, scaling, regression.solve(ridge * regression.rows()));
    }

    private static void gather(double[] row, double[] state, double[] features) {
        features[0] = 1;
        System.arraycopy(row, 0, features, 1, row.length);
        System.arraycopy(state, 0, features, 1 + row.length, state.length);
    }

    /// The fixed random network: `CONNECTIONS` incoming weights a node.
    ///
    /// @param sources node that connection c of node i comes from, at `i*connections + c`
    public record Reservoir(
            int units,
            int connections,
            double leak,
            int[] sources,
            double[] weights,
            double[] input,
            double[] bias) {

        static Reservoir random(EchoState settings, int channels, RandomGenerator random) {
            int n = settings.units;
            int c = Math.min(CONNECTIONS, n);
            var sources = new int[n * c];
            var weights = new double[n * c];
            for (int k = 0; k < sources.length; k++) {
                sources[k] = random.nextInt(n);
                weights[k] = random.nextGaussian();
            }
            double growth = growth(n, c, sources, weights, random);
            for (int k = 0; k < weights.length; k++) {
                weights[k] *= settings.radius / growth;
            }
            var input = new double[n * channels];
            var bias = new double[n];
            for (int k = 0; k < input.length; k++) {
                input[k] = settings.input * (2 * random.nextDouble() - 1);
            }
            for (int i = 0; i < n; i++) {
                bias[i] = 0.5 * settings.input * (2 * random.nextDouble() - 1);
            }
            return new Reservoir(n, c, settings.leak, sources, weights, input, bias);
        }

        /// Spectral radius by Gelfand's formula: mean growth a step over many steps.
        private static double growth(
                int n, int c, int[] sources, double[] weights, RandomGenerator random) {
            var x = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = random.nextGaussian();
            }
            double log = 0;
            int steps = 400;
            for (int s = 0; s < 2 * steps; s++) {
                var y = new double[n];
                double square = 0;
                for (int i = 0; i < n; i++) {
                    for (int k = i * c; k < (i + 1) * c; k++) {
                        y[i] += weights[k] * x[sources[k]];
                    }
                    square += y[i] * y[i];
                }
                double norm = Math.sqrt(square);
                for (int i = 0; i < n; i++) {
                    y[i] /= norm;
                }
                if (s >= steps) {
                    log += Math.log(norm);
                }
                x = y;
            }
            return Math.exp(log / steps);
        }

        double[] next(double[] state, double[] x) {
            var next = new double[units];
            for (int i = 0; i < units; i++) {
                double sum = bias[i];
                for (int k = i * connections; k < (i + 1) * connections; k++) {
                    sum += weights[k] * state[sources[k]];
                }
                int at = i * x.length;
                for (int j = 0; j < x.length; j++) {
                    sum += input[at + j] * x[j];
                }
                next[i] = (1 - leak) * state[i] + leak * Math.tanh(sum);
            }
            return next;
        }
    }

    /// @param weights feature i (constant, channels, nodes) to the increment of channel k at `i*D +
    ///   k`
    public record Fitted(Reservoir reservoir, Scaling scaling, double[] weights)
            implements FittedForecaster {

        @Override
        public int context() {
            return WARM_UP;
        }

        @Override
        public Prediction forecast(Segment history, int steps) {
            int d = history.dimension();
            var features = new double[1 + d + reservoir.units()];
            var state = new double[][] {new double[reservoir.units()]};
            double[][] past = scaling.apply(history.values());
            for (int i = 0; i + 1 < past.length; i++) {
                state[0] = reservoir.next(state[0], past[i]);
            }
            return Rollout.run(
                    history,
                    scaling,
                    1,
                    steps,
                    (rows, end) -> {
                        double[] last = rows[end - 1];
                        state[0] = reservoir.next(state[0], last);
                        gather(last, state[0], features);
                        double[] next = Linear.apply(weights, features, d);
                        for (int k = 0; k < d; k++) {
                            next[k] += last[k];
                        }
                        return next;
                    });
        }
    }
}
