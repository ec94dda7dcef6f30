package org.separatrix.networks.ntk;

import org.jspecify.annotations.Nullable;
import org.separatrix.networks.ntk.InfiniteNet.Gain;

import java.util.List;

/// Takes a block of kernels through layers, in place where it can.
///
/// @param height rows of an image, 1 for sequences, 0 for plain points
/// @param width columns of an image
/// @param gain the setting by which tangents are taken, or null
record Propagation(int height, int width, @Nullable Gain gain) {

    /// Blocks with more pairs of one variance than this get a table.
    private static final int MANY = 300;

    KernelBlock through(List<Layer> layers, KernelBlock block) {
        var state = block;
        for (var layer : layers) {
            state = through(layer, state);
            state.pinDiagonal();
        }
        return state;
    }

    private KernelBlock through(Layer layer, KernelBlock block) {
        return switch (layer) {
            case Layer.Dense(double weight, double bias) -> {
                affine(block, weight, bias);
                yield block;
            }
            case Layer.Nonlinearity(var activation) -> {
                activate(block, activation);
                yield block;
            }
            case Layer.LayerNorm() -> {
                normalise(block);
                yield block;
            }
            case Layer.Sum(var branches) -> merge(branches, block, 1);
            case Layer.Concat(var branches) -> merge(branches, block, 1.0 / branches.size());
            case Layer.Convolution c -> convolve(block, c);
            case Layer.Flatten() -> Pixels.flatten(block);
            case Layer.GlobalAverage() -> Pixels.average(block);
        };
    }

    private void affine(KernelBlock block, double s, double b) {
        double s2 = s * s;
        double b2 = b * b;
        double ds2 = gain == Gain.WEIGHT ? 2 * s : 0;
        double db2 = gain == Gain.BIAS ? 2 * b : 0;
        var tangent = block.tangent;
        if (tangent != null) {
            for (int e = 0; e < block.nngp.length; e++) {
                double k = block.nngp[e];
                double dk = tangent.nngp()[e];
                tangent.ntk()[e] = s2 * (dk + tangent.ntk()[e]) + ds2 * (k + block.ntk[e]) + db2;
                tangent.nngp()[e] = s2 * dk + ds2 * k + db2;
            }
            scale(tangent.rowVariance(), block.rowVariance, s2, ds2, db2);
            scale(tangent.colVariance(), block.colVariance, s2, ds2, db2);
        }
        for (int e = 0; e < block.nngp.length; e++) {
            block.ntk[e] = s2 * (block.nngp[e] + block.ntk[e]) + b2;
            block.nngp[e] = s2 * block.nngp[e] + b2;
        }
        for (int r = 0; r < block.rows; r++) {
            block.rowVariance[r] = s2 * block.rowVariance[r] + b2;
        }
        for (int c = 0; c < block.cols; c++) {
            block.colVariance[c] = s2 * block.colVariance[c] + b2;
        }
    }

    private static void scale(double[] dq, double[] q, double s2, double ds2, double db2) {
        for (int i = 0; i < q.length; i++) {
            dq[i] = s2 * dq[i] + ds2 * q[i] + db2;
        }
    }

    private static void activate(KernelBlock block, Activation activation) {
        var out = new double[2];
        double[] q1 = block.rowVariance;
        double[] q2 = block.colVariance;
        if (activation instanceof NumericActivation numeric
                && block.nngp.length > MANY
                && q1[0] == q2[0]) {
            numeric.expectVariance(q1[0]);
        }
        var tangent = block.tangent;
        if (tangent != null) {
            tangents(block, activation, tangent, out);
        }
        for (int r = 0, e = 0; r < block.rows; r++) {
            int from = block.paired ? r : 0;
            int to = block.paired ? r + 1 : block.cols;
            double q = q1[r];
            for (int c = from; c < to; c++, e++) {
                activation.moments(q, q2[c], block.nngp[e], out);
                block.nngp[e] = out[0];
                block.ntk[e] *= out[1];
            }
        }
        own(q1, activation, out);
        own(q2, activation, out);
    }

    private static void own(double[] q, Activation activation, double[] out) {
        for (int i = 0; i < q.length; i++) {
            activation.moments(q[i], q[i], q[i], out);
            q[i] = out[0];
        }
    }

    private static void tangents(
            KernelBlock block, Activation activation, KernelBlock.Tangent tangent, double[] out) {
        double[] q1 = block.rowVariance;
        double[] q2 = block.colVariance;
        double[] d1 = tangent.rowVariance();
        double[] d2 = tangent.colVariance();
        var value = new double[2];
        for (int e = 0; e < block.nngp.length; e++) {
            int r = block.row(e);
            int c = block.col(e);
            double k = block.nngp[e];
            activation.moments(q1[r], q2[c], k, value);
            activation.tangent(q1[r], q2[c], k, d1[r], d2[c], tangent.nngp()[e], out);
            tangent.nngp()[e] = out[0];
            tangent.ntk()[e] = tangent.ntk()[e] * value[1] + block.ntk[e] * out[1];
        }
        for (int r = 0; r < block.rows; r++) {
            activation.tangent(q1[r], q1[r], q1[r], d1[r], d1[r], d1[r], out);
            d1[r] = out[0];
        }
        for (int c = 0; c < block.cols; c++) {
            activation.tangent(q2[c], q2[c], q2[c], d2[c], d2[c], d2[c], out);
            d2[c] = out[0];
        }
    }

    private static void normalise(KernelBlock block) {
        requirePositive(block.rowVariance);
        requirePositive(block.colVariance);
        var tangent = block.tangent;
        for (int e = 0; e < block.nngp.length; e++) {
            double q1 = block.rowVariance[block.row(e)];
            double q2 = block.colVariance[block.col(e)];
            double r = Math.sqrt(q1 * q2);
            if (tangent != null) {
                double shrink =
                        0.5
                                * (tangent.rowVariance()[block.row(e)] / q1
                                        + tangent.colVariance()[block.col(e)] / q2);
                tangent.nngp()[e] = (tangent.nngp()[e] - block.nngp[e] * shrink) / r;
                tangent.ntk()[e] = (tangent.ntk()[e] - block.ntk[e] * shrink) / r;
            }
            block.nngp[e] /= r;
            block.ntk[e] /= r;
        }
        java.util.Arrays.fill(block.rowVariance, 1);
        java.util.Arrays.fill(block.colVariance, 1);
        if (tangent != null) {
            java.util.Arrays.fill(tangent.rowVariance(), 0);
            java.util.Arrays.fill(tangent.colVariance(), 0);
        }
    }

    private static void requirePositive(double[] variance) {
        for (int i = 0; i < variance.length; i++) {
            if (!(variance[i] > 0)) {
                throw new IllegalArgumentException(
                        "layer-norm needs inputs of positive norm; point %d of the block is zero"
                                .formatted(i));
            }
        }
    }

    private KernelBlock merge(List<List<Layer>> branches, KernelBlock block, double share) {
        KernelBlock total = null;
        for (var branch : branches) {
            var out = through(branch, block.copy());
            if (total == null) {
                total = out;
            } else {
                if (total.nngp.length != out.nngp.length) {
                    throw new IllegalArgumentException(
                            "branches must agree on whether they flatten or pool the image");
                }
                add(total, out);
            }
        }
        var result = java.util.Objects.requireNonNull(total);
        scaleAll(result, share);
        return result;
    }

    private static void add(KernelBlock a, KernelBlock b) {
        add(a.nngp, b.nngp);
        add(a.ntk, b.ntk);
        add(a.rowVariance, b.rowVariance);
        add(a.colVariance, b.colVariance);
        if (a.tangent != null && b.tangent != null) {
            add(a.tangent.nngp(), b.tangent.nngp());
            add(a.tangent.ntk(), b.tangent.ntk());
            add(a.tangent.rowVariance(), b.tangent.rowVariance());
            add(a.tangent.colVariance(), b.tangent.colVariance());
        }
    }

    private static void add(double[] a, double[] b) {
        for (int i = 0; i < a.length; i++) {
            a[i] += b[i];
        }
    }

    private static void scaleAll(KernelBlock block, double share) {
        if (share == 1) {
            return;
        }
        scale(block.nngp, share);
        scale(block.ntk, share);
        scale(block.rowVariance, share);
        scale(block.colVariance, share);
        if (block.tangent != null) {
            scale(block.tangent.nngp(), share);
            scale(block.tangent.ntk(), share);
            scale(block.tangent.rowVariance(), share);
            scale(block.tangent.colVariance(), share);
        }
    }

    private static void scale(double[] a, double share) {
        for (int i = 0; i < a.length; i++) {
            a[i] *= share;
        }
    }

    private KernelBlock convolve(KernelBlock block, Layer.Convolution c) {
        if (height == 0) {
            throw new IllegalArgumentException(
                    "a convolution needs images: name their shape with images(height, width,"
                            + " channels)");
        }
        var pixels = new Pixels(height, width, c);
        var out =
                new KernelBlock(
                        block.rows,
                        block.cols,
                        block.paired,
                        block.diagonal,
                        pixels.pairs(block.nngp, block.paired),
                        pixels.pairs(block.ntk, block.paired),
                        pixels.single(block.rowVariance),
                        pixels.single(block.colVariance),
                        block.tangent == null
                                ? null
                                : new KernelBlock.Tangent(
                                        pixels.pairs(block.tangent.nngp(), block.paired),
                                        pixels.pairs(block.tangent.ntk(), block.paired),
                                        pixels.single(block.tangent.rowVariance()),
                                        pixels.single(block.tangent.colVariance())));
        affine(out, c.weight(), c.bias());
        return out;
    }
}
