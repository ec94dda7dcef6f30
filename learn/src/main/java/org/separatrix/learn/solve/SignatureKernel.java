package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.separatrix.learn.CustomGradient;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.Arrays;
import java.util.List;

/// The inner product of the signatures of two paths, all their iterated integrals at once, without
/// computing any: `k(s, t)` solves `d2k/ds dt = <x'(s), y'(t)> k` with `k = 1` where either path
/// begins.
///
/// Paths go through samples by straight lines. Only increments count: a path is to begin at a
/// common point, and to have time among its channels, for the kernel to tell all laws of paths
/// apart. The equation is solved by a scheme of second order on the grid of the samples, refined by
/// halving every interval; products of increments much above one ask for refinement or a smaller
/// scale. Gradients are those of the scheme, exact.
///
/// Source: C. Salvi, T. Cass, J. Foster, T. Lyons, W. Yang, "The signature kernel is the solution
/// of a Goursat PDE", SIAM J. Math. Data Sci. 3 (2021); M. Lemercier et al., "Distribution
/// regression for sequential data", AISTATS 2021.
///
/// @param halvings of every interval; 0 for the grid of the samples
/// @param normalised whether distances of laws see every signature at length one: the kernel itself
///   grows with the exponential of the size of a path, so that few large paths outweigh all others
public record SignatureKernel(int halvings, boolean normalised) {

    private static final int MOST = 10;

    public SignatureKernel {
        if (halvings < 0 || halvings > MOST) {
            throw new SolveException(
                    "halvings must lie between 0 and %d, got %d".formatted(MOST, halvings));
        }
    }

    /// On the grid of the samples, as it is.
    public static SignatureKernel standard() {
        return new SignatureKernel(0, false);
    }

    /// On the grid of the samples, for paths of any size.
    public static SignatureKernel bounded() {
        return new SignatureKernel(0, true);
    }

    /// The kernel of one pair of paths.
    ///
    /// @param x (times, channels), at least two times
    /// @param y likewise; there may be other times
    public double of(double[][] x, double[][] y) {
        if (x.length < 2 || y.length < 2 || x[0].length != y[0].length) {
            throw new SolveException(
                    "paths of %d and %d samples, %d and %d channels; at least two samples and as many channels are needed"
                            .formatted(x.length, y.length, x[0].length, y[0].length));
        }
        var one = Paths.of(1, x.length, x[0].length, flat(x));
        var two = Paths.of(1, y.length, y[0].length, flat(y));
        var grid = new Grid(one, two);
        return grid.solve(0, 0);
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    /// The kernel of every pair.
    ///
    /// @param x shape (n, times, channels)
    /// @param y shape (m, other times, channels)
    /// @return shape (n, m), part of the graph of both
    public Tensor gram(Tensor x, Tensor y) {
        requirePaths(x, y);
        return CustomGradient.apply(
                List.of(x, y),
                in -> {
                    var grid = new Grid(Paths.of(in.getFirst()), Paths.of(in.getLast()));
                    return Tensors.of(
                            grid.all(), Tensors.kindOf(in.getFirst()), x.size(0), y.size(0));
                },
                (gradient, in) -> {
                    var grid = new Grid(Paths.of(in.getFirst()), Paths.of(in.getLast()));
                    return grid.pull(Tensors.toArray(gradient), in.getFirst(), in.getLast());
                });
    }

    /// The kernel of every pair of one set, for half of the work.
    ///
    /// @param x shape (n, times, channels)
    /// @return shape (n, n), part of the graph of `x`
    public Tensor gram(Tensor x) {
        requirePaths(x, x);
        int n = (int) x.size(0);
        return CustomGradient.apply(
                List.of(x),
                in -> {
                    var paths = Paths.of(in.getFirst());
                    return Tensors.of(
                            new Grid(paths, paths).half(), Tensors.kindOf(in.getFirst()), n, n);
                },
                (gradient, in) -> {
                    var paths = Paths.of(in.getFirst());
                    var g = Tensors.toArray(gradient);
                    for (int a = 0; a < n; a++) {
                        for (int b = 0; b < a; b++) {
                            g[b * n + a] += g[a * n + b];
                            g[a * n + b] = 0;
                        }
                    }
                    var both = new Grid(paths, paths).pull(g, in.getFirst(), in.getFirst());
                    return List.of(both.getFirst().add(both.getLast()));
                });
    }

    private static void requirePaths(Tensor x, Tensor y) {
        boolean fits = x.dim() == 3 && y.dim() == 3;
        if (!fits || x.size(2) != y.size(2) || x.size(1) < 2 || y.size(1) < 2) {
            throw new SolveException(
                    "expected paths of shape (number, at least two times, equal channels), got"
                            + " %s and %s"
                                    .formatted(
                                            Arrays.toString(x.shape()),
                                            Arrays.toString(y.shape())));
        }
    }

    /// The squared distance of two laws of paths in the space of the kernel, estimated from samples
    /// without bias: it is zero on average, and may be below, where the laws are equal.
    ///
    /// @param x shape (n, times, channels), n at least 2
    /// @param y shape (m, other times, channels), m at least 2
    /// @return shape (), part of the graph of both
    public Tensor discrepancy(Tensor x, Tensor y) {
        requireTwo(x, y);
        try (var scope = new Scope()) {
            var ofX = gram(x);
            var ofY = gram(y);
            var lengthX = lengths(ofX.diagonal());
            var lengthY = lengths(ofY.diagonal());
            var across = scaled(gram(x, y), lengthX, lengthY).mean();
            var within =
                    mean(scaled(ofX, lengthX, lengthX)).add(mean(scaled(ofY, lengthY, lengthY)));
            return scope.keep(Tensors.plus(within, -2, across));
        }
    }

    /// [#discrepancy] less what depends on `y` alone, for less work: what a law of `x` is trained
    /// by.
    ///
    /// @param y data, not differentiated
    public Tensor score(Tensor x, Tensor y) {
        requireTwo(x, y);
        try (var scope = new Scope()) {
            var ofX = gram(x);
            var lengthX = lengths(ofX.diagonal());
            var paths = Paths.of(y);
            var own = new Grid(paths, paths).diagonal();
            var lengthY = lengths(Tensors.of(own, Tensors.kindOf(y)));
            var across = scaled(gram(x, y.detach()), lengthX, lengthY).mean();
            return scope.keep(Tensors.plus(mean(scaled(ofX, lengthX, lengthX)), -2, across));
        }
    }

    private static void requireTwo(Tensor x, Tensor y) {
        requirePaths(x, y);
        if (x.size(0) < 2 || y.size(0) < 2) {
            throw new SolveException(
                    "a distance of laws needs two paths of each, got %d and %d"
                            .formatted(x.size(0), y.size(0)));
        }
    }

    /// Lengths of signatures. One is the least there is; the scheme may err below on a coarse grid.
    private static Tensor lengths(Tensor squares) {
        return squares.clamp_min(new Scalar(1.0)).sqrt();
    }

    private Tensor scaled(Tensor gram, Tensor rows, Tensor columns) {
        return normalised ? gram.div(rows.unsqueeze(1)).div(columns) : gram;
    }

    /// Mean over different paths.
    private static Tensor mean(Tensor gram) {
        long n = gram.size(0);
        return Tensors.scale(gram.sum().sub(gram.trace()), 1.0 / (n * (n - 1.0)));
    }

    /// Paths as plain numbers.
    ///
    /// @param increments in the order (path, piece, channel)
    private record Paths(int count, int times, int channels, double[] increments) {

        static Paths of(Tensor x) {
            return of((int) x.size(0), (int) x.size(1), (int) x.size(2), Tensors.toArray(x));
        }

        static Paths of(int count, int times, int channels, double[] values) {
            int pieces = (times - 1) * channels;
            var increments = new double[count * pieces];
            for (int path = 0; path < count; path++) {
                for (int i = 0; i < pieces; i++) {
                    int at = path * times * channels + i;
                    increments[path * pieces + i] = values[at + channels] - values[at];
                }
            }
            return new Paths(count, times, channels, increments);
        }

        /// Where a piece's increments begin.
        int at(int path, int piece) {
            return (path * (times - 1) + piece) * channels;
        }
    }

    /// The scheme for all pairs of two sets: with `m = <dx_i, dy_j>` in a cell, `k11 = (k10 + k01)
    /// (1 + m/2 + m^2/12) - k00 (1 - m^2/12)`.
    private final class Grid {

        private final Paths x;
        private final Paths y;
        private final int rows;
        private final int columns;
        private final double[] products;
        private final double[] k;

        Grid(Paths x, Paths y) {
            this.x = x;
            this.y = y;
            rows = (x.times() - 1) << halvings;
            columns = (y.times() - 1) << halvings;
            products = new double[(x.times() - 1) * (y.times() - 1)];
            k = new double[(rows + 1) * (columns + 1)];
        }

        double[] all() {
            var gram = new double[x.count() * y.count()];
            for (int a = 0; a < x.count(); a++) {
                for (int b = 0; b < y.count(); b++) {
                    gram[a * y.count() + b] = solve(a, b);
                }
            }
            return gram;
        }

        /// Of one set with itself.
        double[] half() {
            int n = x.count();
            var gram = new double[n * n];
            for (int a = 0; a < n; a++) {
                for (int b = a; b < n; b++) {
                    gram[a * n + b] = solve(a, b);
                    gram[b * n + a] = gram[a * n + b];
                }
            }
            return gram;
        }

        /// Of each path with itself.
        double[] diagonal() {
            var own = new double[x.count()];
            Arrays.setAll(own, i -> solve(i, i));
            return own;
        }

        /// Products of increments of the samples, divided among the cells of a refined grid.
        private void multiply(int a, int b) {
            double share = 1.0 / (1L << (2 * halvings));
            int at = 0;
            for (int i = 0; i < x.times() - 1; i++) {
                for (int j = 0; j < y.times() - 1; j++) {
                    int one = x.at(a, i);
                    int two = y.at(b, j);
                    double sum = 0;
                    for (int c = 0; c < x.channels(); c++) {
                        sum += x.increments()[one + c] * y.increments()[two + c];
                    }
                    products[at++] = sum * share;
                }
            }
        }

        double solve(int a, int b) {
            multiply(a, b);
            int width = columns + 1;
            Arrays.fill(k, 0, width, 1);
            for (int i = 0; i < rows; i++) {
                int cell = (i >> halvings) * (y.times() - 1);
                int above = i * width;
                int here = above + width;
                k[here] = 1;
                for (int j = 0; j < columns; j++) {
                    double m = products[cell + (j >> halvings)];
                    double square = m * m / 12;
                    k[here + j + 1] =
                            (k[above + j + 1] + k[here + j]) * (1 + 0.5 * m + square)
                                    - k[above + j] * (1 - square);
                }
            }
            return k[k.length - 1];
        }

        /// Gradients for the samples of both sets.
        ///
        /// @param gradient for the kernels, (pair of x, pair of y)
        List<Tensor> pull(double[] gradient, Tensor first, Tensor second) {
            var ofX = new double[x.count() * x.times() * x.channels()];
            var ofY = new double[y.count() * y.times() * y.channels()];
            var adjoint = new double[k.length];
            var ofProducts = new double[products.length];
            for (int a = 0; a < x.count(); a++) {
                for (int b = 0; b < y.count(); b++) {
                    double incoming = gradient[a * y.count() + b];
                    if (incoming != 0) {
                        solve(a, b);
                        back(incoming, adjoint, ofProducts);
                        spread(a, b, ofProducts, ofX, ofY);
                    }
                }
            }
            return List.of(
                    Tensors.of(ofX, Tensors.kindOf(first), first.shape()),
                    Tensors.of(ofY, Tensors.kindOf(second), second.shape()));
        }

        /// The scheme read backwards.
        private void back(double incoming, double[] adjoint, double[] ofProducts) {
            Arrays.fill(adjoint, 0);
            Arrays.fill(ofProducts, 0);
            adjoint[adjoint.length - 1] = incoming;
            int width = columns + 1;
            double share = 1.0 / (1L << (2 * halvings));
            for (int i = rows - 1; i >= 0; i--) {
                int cell = (i >> halvings) * (y.times() - 1);
                int above = i * width;
                int here = above + width;
                for (int j = columns - 1; j >= 0; j--) {
                    double v = adjoint[here + j + 1];
                    double m = products[cell + (j >> halvings)];
                    double square = m * m / 12;
                    double both = v * (1 + 0.5 * m + square);
                    adjoint[above + j + 1] += both;
                    adjoint[here + j] += both;
                    adjoint[above + j] -= v * (1 - square);
                    double sum = k[above + j + 1] + k[here + j];
                    ofProducts[cell + (j >> halvings)] +=
                            share * v * (sum * (0.5 + m / 6) + k[above + j] * m / 6);
                }
            }
        }

        private void spread(int a, int b, double[] ofProducts, double[] ofX, double[] ofY) {
            int channels = x.channels();
            int at = 0;
            for (int i = 0; i < x.times() - 1; i++) {
                int px = (a * x.times() + i) * channels;
                for (int j = 0; j < y.times() - 1; j++) {
                    double v = ofProducts[at++];
                    int py = (b * y.times() + j) * channels;
                    for (int c = 0; c < channels; c++) {
                        double dx = v * y.increments()[y.at(b, j) + c];
                        double dy = v * x.increments()[x.at(a, i) + c];
                        ofX[px + channels + c] += dx;
                        ofX[px + c] -= dx;
                        ofY[py + channels + c] += dy;
                        ofY[py + c] -= dy;
                    }
                }
            }
        }
    }
}
