package org.separatrix.networks.ntk;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// A network of infinite width: its covariance at initialisation and its tangent kernel.
///
/// ```java
/// var net = InfiniteNet.serial(dense(1, 0.1), relu(), dense(1, 0.1), relu(), dense(1, 0.1));
/// double[][] theta = net.kernel(x).ntk();
/// ```
///
/// Points are rows. Work is split into blocks of rows; a kernel of a set with itself is computed in
/// its upper half only and its diagonal exactly. Immutable; may be used by several threads.
public final class InfiniteNet {

    private static final int BLOCK = 32;

    private final List<Layer> layers;
    private final int height;
    private final int width;
    private final int channels;

    /// A setting of all affine layers at once, for gradients through the kernel.
    public enum Gain {
        /// Gain s of the weights.
        WEIGHT,
        /// Strength b of the biases.
        BIAS
    }

    private InfiniteNet(List<Layer> layers, int height, int width, int channels) {
        this.layers = List.copyOf(layers);
        this.height = height;
        this.width = width;
        this.channels = channels;
        Layer.validate(layers, false);
        if (Layer.depth(layers) < 1) {
            throw new IllegalArgumentException(
                    "a network needs at least one affine layer, got depth 0");
        }
    }

    /// Layers one after the other.
    ///
    /// @throws IllegalArgumentException if the chain has no limit of this kind, saying why
    public static InfiniteNet serial(Layer... layers) {
        return new InfiniteNet(Arrays.asList(layers), 0, 0, 0);
    }

    /// Affine layers alternating with one activation, affine at both ends.
    ///
    /// @param depth number of affine layers L, at least 1
    /// @param weight gain of the weights
    /// @param bias strength of the biases
    public static InfiniteNet fullyConnected(
            int depth, Activation activation, double weight, double bias) {
        if (depth < 1) {
            throw new IllegalArgumentException("depth must be at least 1, got " + depth);
        }
        var layers = new ArrayList<Layer>();
        for (int l = 0; l < depth; l++) {
            if (l > 0) {
                layers.add(new Layer.Nonlinearity(activation));
            }
            layers.add(new Layer.Dense(weight, bias));
        }
        return new InfiniteNet(layers, 0, 0, 0);
    }

    /// The same network on images: a point holds its pixels row by row, the channels of a pixel
    /// together. Sequences have height 1.
    public InfiniteNet images(int height, int width, int channels) {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    "height, width and channels must be positive, got %d, %d, %d"
                            .formatted(height, width, channels));
        }
        if (layers.stream()
                .noneMatch(l -> l instanceof Layer.Flatten || l instanceof Layer.GlobalAverage)) {
            throw new IllegalArgumentException(
                    "a network on images needs flatten() or globalAverage() before its output");
        }
        return new InfiniteNet(layers, height, width, channels);
    }

    /// The same network, refused if a layer needs quadrature.
    public InfiniteNet closedFormsOnly() {
        requireClosed(layers);
        return this;
    }

    private static void requireClosed(List<Layer> layers) {
        for (var layer : layers) {
            switch (layer) {
                case Layer.Nonlinearity(var a) when !a.closedForm() ->
                        throw new IllegalArgumentException(
                                ("activation %s has no closed form; allow quadrature, or take relu,"
                                                + " erf, gelu, sin, exp, step or a monomial")
                                        .formatted(a.name()));
                case Layer.Sum(var branches) -> branches.forEach(InfiniteNet::requireClosed);
                case Layer.Concat(var branches) -> branches.forEach(InfiniteNet::requireClosed);
                default -> {}
            }
        }
    }

    /// See [Layer.Dense].
    public static Layer dense(double weight, double bias) {
        return new Layer.Dense(weight, bias);
    }

    /// See [Layer.Nonlinearity].
    public static Layer activation(Activation activation) {
        return new Layer.Nonlinearity(activation);
    }

    /// The rectifier.
    public static Layer relu() {
        return activation(Activation.relu());
    }

    /// A branch beside a skip connection.
    public static Layer residual(Layer... branch) {
        return new Layer.Sum(List.of(List.of(), List.of(branch)));
    }

    /// See [Layer.Sum].
    @SafeVarargs
    @SuppressWarnings("varargs") // only read, by List.of
    public static Layer sum(List<Layer>... branches) {
        return new Layer.Sum(List.of(branches));
    }

    /// See [Layer.Concat].
    @SafeVarargs
    @SuppressWarnings("varargs") // only read, by List.of
    public static Layer concat(List<Layer>... branches) {
        return new Layer.Concat(List.of(branches));
    }

    /// See [Layer.LayerNorm].
    public static Layer layerNorm() {
        return new Layer.LayerNorm();
    }

    /// A convolution with zeros around the image; see [Layer.Convolution].
    public static Layer convolution(int height, int width, double weight, double bias) {
        return new Layer.Convolution(height, width, weight, bias, false);
    }

    /// See [Layer.Flatten].
    public static Layer flatten() {
        return new Layer.Flatten();
    }

    /// See [Layer.GlobalAverage].
    public static Layer globalAverage() {
        return new Layer.GlobalAverage();
    }

    /// The layers, in order.
    public List<Layer> layers() {
        return layers;
    }

    /// Both kernels of a set of points with itself.
    ///
    /// @param x points, n rows of equal length
    /// @throws IllegalArgumentException if an input is not finite or the kernels do not fit in
    ///   memory
    public KernelPair kernel(double[][] x) {
        return kernel(x, x, null, true);
    }

    /// Both kernels between two sets of points.
    ///
    /// @param x1 points, n1 rows
    /// @param x2 points, n2 rows of the same length
    public KernelPair kernel(double[][] x1, double[][] x2) {
        return kernel(x1, x2, null, false);
    }

    /// The derivatives of both kernels by a gain that all affine layers share.
    public KernelPair sensitivity(double[][] x1, double[][] x2, Gain gain) {
        return kernel(x1, x2, gain, false);
    }

    /// The derivatives of both kernels of a set of points with itself, exact on the diagonal.
    public KernelPair sensitivity(double[][] x, Gain gain) {
        return kernel(x, x, gain, true);
    }

    private KernelPair kernel(double[][] x1, double[][] x2, @Nullable Gain gain, boolean same) {
        if (x1.length == 0 || x2.length == 0) {
            throw new IllegalArgumentException("a kernel needs at least one point on each side");
        }
        Inputs.check("x1", x1, x1[0].length);
        Inputs.check("x2", x2, x1[0].length);
        Inputs.checkMemory(x1.length, x2.length);
        var nngp = new double[x1.length][x2.length];
        var ntk = new double[x1.length][x2.length];
        if (height > 0) {
            images(x1, x2, same, gain, nngp, ntk);
        } else {
            points(x1, x2, same, gain, nngp, ntk);
        }
        if (same) {
            mirror(nngp);
            mirror(ntk);
        }
        return new KernelPair(nngp, ntk);
    }

    private void points(
            double[][] x1,
            double[][] x2,
            boolean same,
            @Nullable Gain gain,
            double[][] nngp,
            double[][] ntk) {
        var propagation = new Propagation(0, 0, gain);
        int blocks = (x1.length + BLOCK - 1) / BLOCK;
        IntStream.range(0, blocks)
                .parallel()
                .forEach(b -> {
                    int from = b * BLOCK;
                    int to = Math.min(x1.length, from + BLOCK);
                    int start = same ? from : 0;
                    var rows = Arrays.copyOfRange(x1, from, to);
                    var cols = Arrays.copyOfRange(x2, start, x2.length);
                    var out =
                            propagation.through(
                                    layers, Inputs.block(rows, cols, same, gain != null));
                    for (int r = 0; r < rows.length; r++) {
                        for (int c = 0; c < cols.length; c++) {
                            int e = r * cols.length + c;
                            nngp[from + r][start + c] = pick(out, e, true);
                            ntk[from + r][start + c] = pick(out, e, false);
                        }
                    }
                });
    }

    private static double pick(KernelBlock block, int e, boolean nngp) {
        var tangent = block.tangent;
        if (tangent != null) {
            return nngp ? tangent.nngp()[e] : tangent.ntk()[e];
        }
        return nngp ? block.nngp[e] : block.ntk[e];
    }

    private void images(
            double[][] x1,
            double[][] x2,
            boolean same,
            @Nullable Gain gain,
            double[][] nngp,
            double[][] ntk) {
        if (x1[0].length != height * width * channels) {
            throw new IllegalArgumentException(
                    "expected images of %d x %d pixels with %d channels, got rows of length %d"
                            .formatted(height, width, channels, x1[0].length));
        }
        var propagation = new Propagation(height, width, gain);
        boolean paired = layers.stream().noneMatch(l -> l instanceof Layer.GlobalAverage);
        IntStream.range(0, x1.length)
                .parallel()
                .forEach(i -> {
                    for (int j = same ? i : 0; j < x2.length; j++) {
                        var out =
                                propagation.through(
                                        layers,
                                        Inputs.pixels(
                                                x1[i],
                                                x2[j],
                                                channels,
                                                paired,
                                                same && i == j,
                                                gain != null));
                        nngp[i][j] = pick(out, 0, true);
                        ntk[i][j] = pick(out, 0, false);
                    }
                });
    }

    private static void mirror(double[][] a) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                a[i][j] = a[j][i];
            }
        }
    }
}
