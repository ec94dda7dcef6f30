package org.separatrix.networks.ntk;

import org.jspecify.annotations.Nullable;

/// Sums over the pixels of images, for convolutions and for leaving the image.
///
/// @param height rows of an image
/// @param width columns of an image
/// @param filter whose window is averaged over
record Pixels(int height, int width, Layer.Convolution filter) {

    /// Mean over the window at each pixel; outside the image there are zeros or its other side.
    double[] single(double[] values) {
        var out = new double[values.length];
        int a = filter.height() / 2;
        int b = filter.width() / 2;
        double share = 1.0 / (filter.height() * filter.width());
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double sum = 0;
                for (int dy = -a; dy <= a; dy++) {
                    for (int dx = -b; dx <= b; dx++) {
                        int p = pixel(y + dy, x + dx);
                        if (p >= 0) {
                            sum += values[p];
                        }
                    }
                }
                out[y * width + x] = share * sum;
            }
        }
        return out;
    }

    /// Mean of the entries at both pixels shifted alike.
    double[] pairs(double[] values, boolean paired) {
        if (paired) {
            return single(values);
        }
        int p = height * width;
        var out = new double[values.length];
        int a = filter.height() / 2;
        int b = filter.width() / 2;
        double share = 1.0 / (filter.height() * filter.width());
        for (int dy = -a; dy <= a; dy++) {
            for (int dx = -b; dx <= b; dx++) {
                int[] moved = shifted(dy, dx);
                for (int i = 0; i < p; i++) {
                    if (moved[i] < 0) {
                        continue;
                    }
                    int from = moved[i] * p;
                    int to = i * p;
                    for (int j = 0; j < p; j++) {
                        if (moved[j] >= 0) {
                            out[to + j] += share * values[from + moved[j]];
                        }
                    }
                }
            }
        }
        return out;
    }

    private int[] shifted(int dy, int dx) {
        var moved = new int[height * width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                moved[y * width + x] = pixel(y + dy, x + dx);
            }
        }
        return moved;
    }

    private int pixel(int y, int x) {
        if (filter.circular()) {
            return Math.floorMod(y, height) * width + Math.floorMod(x, width);
        }
        return y < 0 || y >= height || x < 0 || x >= width ? -1 : y * width + x;
    }

    /// One point for each image: the mean over equal pixels.
    static KernelBlock flatten(KernelBlock block) {
        return reduced(block, false);
    }

    /// One point for each image: the mean over all pairs of pixels. Variances are not known then.
    static KernelBlock average(KernelBlock block) {
        if (block.paired) {
            throw new IllegalArgumentException(
                    "global average pooling must be a layer of the network itself, not of a"
                            + " branch");
        }
        return reduced(block, true);
    }

    private static KernelBlock reduced(KernelBlock block, boolean all) {
        var tangent = block.tangent;
        double nngp = mean(block.nngp, block, all);
        // After pooling a variance is known only where an image meets itself.
        double row = all ? (block.diagonal ? nngp : Double.NaN) : mean(block.rowVariance);
        double col = all ? (block.diagonal ? nngp : Double.NaN) : mean(block.colVariance);
        KernelBlock.@Nullable Tangent reduced = null;
        if (tangent != null) {
            double dk = mean(tangent.nngp(), block, all);
            reduced =
                    new KernelBlock.Tangent(
                            new double[] {dk},
                            new double[] {mean(tangent.ntk(), block, all)},
                            new double[] {all ? dk : mean(tangent.rowVariance())},
                            new double[] {all ? dk : mean(tangent.colVariance())});
        }
        return new KernelBlock(
                1,
                1,
                false,
                block.diagonal,
                new double[] {nngp},
                new double[] {mean(block.ntk, block, all)},
                new double[] {row},
                new double[] {col},
                reduced);
    }

    private static double mean(double[] values, KernelBlock block, boolean all) {
        if (all || block.paired) {
            return mean(values);
        }
        double sum = 0;
        for (int r = 0; r < block.rows; r++) {
            sum += values[block.self(r)];
        }
        return sum / block.rows;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum / values.length;
    }
}
