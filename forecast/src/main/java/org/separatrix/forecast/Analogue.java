package org.separatrix.forecast;

import org.separatrix.lab.Describe;
import org.separatrix.lab.Seeds;
import org.separatrix.lab.data.Prediction;
import org.separatrix.lab.data.Segment;

import java.util.ArrayList;
import java.util.List;

/// Nearest-neighbour analogues: the past moments most like the present say what comes next.
///
/// Moments are compared as windows of rows. The neighbours' increments are averaged with weights
/// that fall with distance.
///
/// Source: E. N. Lorenz, "Atmospheric predictability as revealed by naturally occurring analogues",
/// J. Atmos. Sci. 26 (1969); G. Sugihara and R. M. May, "Nonlinear forecasting", Nature 344 (1990).
///
/// @param window rows compared
/// @param neighbours number of analogues averaged
public record Analogue(
        @Describe(value = "rows compared", min = 1, max = 500) int window,
        @Describe(value = "number of analogues averaged", min = 1, max = 500) int neighbours)
        implements Forecaster {

    @Override
    public String name() {
        return "analogue";
    }

    @Override
    public int shortest() {
        return window + 2;
    }

    @Override
    public List<Forecaster> candidates() {
        var all = new ArrayList<Forecaster>();
        for (int w : new int[] {1, 3, 8}) {
            for (int k : new int[] {1, 4}) {
                all.add(new Analogue(w, k));
            }
        }
        return all;
    }

    @Override
    public FittedForecaster fit(List<Segment> training, Seeds seeds) {
        var scaling = Scaling.of(training);
        var library = new ArrayList<double[][]>();
        for (var piece : training) {
            library.add(scaling.apply(piece.values()));
        }
        return new Fitted(window, neighbours, scaling, library);
    }

    /// @param library the training pieces, scaled
    public record Fitted(int window, int neighbours, Scaling scaling, List<double[][]> library)
            implements FittedForecaster {

        public Fitted {
            library = List.copyOf(library);
        }

        @Override
        public int context() {
            return window;
        }

        @Override
        public Prediction forecast(Segment history, int steps) {
            return Rollout.run(history, scaling, window, steps, this::next);
        }

        private double[] next(double[][] past, int end) {
            var distances = new double[neighbours];
            var places = new int[neighbours][2];
            java.util.Arrays.fill(distances, Double.POSITIVE_INFINITY);
            for (int p = 0; p < library.size(); p++) {
                double[][] rows = library.get(p);
                for (int i = window - 1; i + 1 < rows.length; i++) {
                    double distance = distance(past, end, rows, i, distances[neighbours - 1]);
                    if (distance < distances[neighbours - 1]) {
                        insert(distances, places, distance, p, i);
                    }
                }
            }
            int d = past[end - 1].length;
            var next = past[end - 1].clone();
            double scale = Math.sqrt(distances[0]) + 1e-12;
            double total = 0;
            var step = new double[d];
            for (int k = 0; k < neighbours && distances[k] < Double.POSITIVE_INFINITY; k++) {
                double weight = Math.exp(-Math.sqrt(distances[k]) / scale);
                double[][] rows = library.get(places[k][0]);
                int i = places[k][1];
                total += weight;
                for (int j = 0; j < d; j++) {
                    step[j] += weight * (rows[i + 1][j] - rows[i][j]);
                }
            }
            for (int j = 0; j < d; j++) {
                next[j] += step[j] / total;
            }
            return next;
        }

        /// Squared distance of two windows, given up once it exceeds `limit`.
        private double distance(double[][] past, int end, double[][] rows, int i, double limit) {
            double sum = 0;
            for (int lag = 0; lag < window && sum < limit; lag++) {
                double[] a = past[end - 1 - lag];
                double[] b = rows[i - lag];
                for (int j = 0; j < a.length; j++) {
                    double difference = a[j] - b[j];
                    sum += difference * difference;
                }
            }
            return sum;
        }

        private static void insert(
                double[] distances, int[][] places, double distance, int p, int i) {
            int k = distances.length - 1;
            while (k > 0 && distances[k - 1] > distance) {
                distances[k] = distances[k - 1];
                places[k][0] = places[k - 1][0];
                places[k][1] = places[k - 1][1];
                k--;
            }
            distances[k] = distance;
            places[k][0] = p;
            places[k][1] = i;
        }
    }
}
