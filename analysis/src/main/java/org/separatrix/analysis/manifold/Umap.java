package org.separatrix.analysis.manifold;

import org.separatrix.analysis.statistics.PrincipalComponents;

import java.util.random.RandomGenerator;

/// A map of points into the plane by UMAP: a layout in which near points attract each other as
/// surely as they are neighbours, and all others are pushed apart.
///
/// Points begin at their principal components. Distances on the map say little, neighbourhood does;
/// turning, mirroring and shifting it changes nothing. The same seed gives the same map.
///
/// Cost: all pairs of points are compared once, which suits some thousands.
///
/// Source: L. McInnes, J. Healy and J. Melville, arXiv:1802.03426.
///
/// @param neighbours size of a neighbourhood, the point itself counted, at least 2
/// @param epochs sweeps over the edges, at least 1
/// @param rate first step size, falling to 0
/// @param repulsions points pushed away for each attraction, at least 0
public record Umap(int neighbours, int epochs, double rate, int repulsions) {

    /// Five neighbours, 500 epochs.
    public static final Umap DEFAULT = new Umap(5, 500, 1, 5);

    /// Constants of `1/(1 + a d^(2b))`, the smooth curve nearest to 1 up to a distance of 0.1 and
    /// `exp(-(d - 0.1))` beyond it, over 300 distances up to 3 in least squares.
    static final double A = 1.5769434603113077;

    /// See [#A].
    static final double B = 0.8950608779109733;

    private static final double LARGEST_STEP = 4;
    private static final double WIDTH = 10;

    /// How far equal points are set apart at first.
    private static final double JITTER = 1e-4;

    public Umap {
        if (neighbours < 2 || epochs < 1 || !(rate > 0) || repulsions < 0) {
            throw new IllegalArgumentException(
                    "expected neighbours >= 2, epochs >= 1, rate > 0 and repulsions >= 0, got %d, %d, %s and %d"
                            .formatted(neighbours, epochs, rate, repulsions));
        }
    }

    /// Places of the points on the map.
    ///
    /// @param points `[n][d]`, finite, n at least 4
    /// @return `[n][2]`
    public double[][] map(double[][] points, RandomGenerator random) {
        if (points.length < 4) {
            throw new IllegalArgumentException("a map needs 4 points, got " + points.length);
        }
        var graph = FuzzyGraph.of(points, neighbours);
        double[][] places = start(points, random);
        double strongest = 0;
        for (double membership : graph.memberships()) {
            strongest = Math.max(strongest, membership);
        }
        // An edge acts in as many epochs as it is sure.
        var due = new double[graph.heads().length];
        for (int epoch = 0; epoch < epochs; epoch++) {
            double step = rate * (1 - (double) epoch / epochs);
            for (int e = 0; e < due.length; e++) {
                due[e] += graph.memberships()[e] / strongest;
                if (due[e] >= 1) {
                    due[e] -= 1;
                    // Each end in turn draws the other near and pushes strangers away.
                    act(places, graph.heads()[e], graph.tails()[e], step, random);
                    act(places, graph.tails()[e], graph.heads()[e], step, random);
                }
            }
        }
        return places;
    }

    private static double[][] start(double[][] points, RandomGenerator random) {
        var components = PrincipalComponents.of(points);
        var places = new double[points.length][];
        double largest = 0;
        for (int i = 0; i < places.length; i++) {
            double[] projected = components.project(points[i], Math.min(2, points[i].length));
            places[i] = new double[] {projected[0], projected.length > 1 ? projected[1] : 0};
            largest = Math.max(largest, Math.max(Math.abs(places[i][0]), Math.abs(places[i][1])));
        }
        for (double[] place : places) {
            for (int c = 0; c < 2; c++) {
                place[c] =
                        (largest > 0 ? WIDTH * place[c] / largest : 0)
                                + JITTER * random.nextGaussian();
            }
        }
        return places;
    }

    private void act(double[][] places, int head, int tail, double step, RandomGenerator random) {
        attract(places[head], places[tail], step);
        for (int r = 0; r < repulsions; r++) {
            repel(places, head, random.nextInt(places.length), step);
        }
    }

    private static void attract(double[] p, double[] q, double step) {
        double square = square(p, q);
        if (square == 0) {
            return;
        }
        double pull = -2 * A * B * Math.pow(square, B - 1) / (1 + A * Math.pow(square, B));
        for (int c = 0; c < 2; c++) {
            double move = step * clipped(pull * (p[c] - q[c]));
            p[c] += move;
            q[c] -= move;
        }
    }

    private static void repel(double[][] places, int i, int j, double step) {
        if (i == j) {
            return;
        }
        double[] p = places[i];
        double square = square(p, places[j]);
        double push = 2 * B / ((0.001 + square) * (1 + A * Math.pow(square, B)));
        for (int c = 0; c < 2; c++) {
            p[c] += step * clipped(push * (p[c] - places[j][c]));
        }
    }

    private static double square(double[] p, double[] q) {
        return (p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]);
    }

    private static double clipped(double x) {
        return Math.clamp(x, -LARGEST_STEP, LARGEST_STEP);
    }
}
