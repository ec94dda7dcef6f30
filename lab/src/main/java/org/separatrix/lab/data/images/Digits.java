package org.separatrix.lab.data.images;

import org.separatrix.lab.LabException;
import org.separatrix.lab.Seeds;

import java.util.random.RandomGenerator;

/// Handwriting-like digits, drawn from strokes with a jittered pen: no file needed, the same seed
/// gives the same images.
///
/// A digit is a few polylines in the unit square. Each image bends them smoothly, shears, turns,
/// scales and shifts them, and draws them with a pen of random width and soft edges, over a little
/// noise. The classes take turns, in random order within each ten.
public final class Digits {

    private static final double NOISE = 0.03;

    /// Strokes of each digit, x to the right and y down, as x0 y0 x1 y1 ... of a polyline.
    private static final double[][][] STROKES = {
        {arc(0.5, 0.5, 0.24, 0.36, 0, 360)},
        {{0.36, 0.28, 0.53, 0.14, 0.53, 0.86}},
        {join(arc(0.5, 0.34, 0.22, 0.2, -170, 40), 0.28, 0.84), {0.28, 0.84, 0.74, 0.84}},
        {arc(0.47, 0.32, 0.22, 0.18, -150, 90), arc(0.47, 0.68, 0.25, 0.19, -90, 150)},
        {{0.6, 0.14, 0.25, 0.62, 0.78, 0.62}, {0.61, 0.4, 0.61, 0.88}},
        {{0.72, 0.15, 0.34, 0.15, 0.31, 0.48}, arc(0.48, 0.64, 0.24, 0.22, -130, 140)},
        {{0.66, 0.14, 0.42, 0.3, 0.28, 0.62}, arc(0.5, 0.66, 0.22, 0.2, 0, 360)},
        {{0.26, 0.16, 0.74, 0.16, 0.42, 0.86}},
        {arc(0.5, 0.31, 0.19, 0.17, 0, 360), arc(0.5, 0.67, 0.23, 0.19, 0, 360)},
        {arc(0.5, 0.34, 0.21, 0.2, 0, 360), {0.71, 0.34, 0.68, 0.6, 0.58, 0.86}},
    };

    private Digits() {}

    private static double[] arc(double x, double y, double a, double b, double from, double to) {
        int n = 16;
        var points = new double[2 * (n + 1)];
        for (int i = 0; i <= n; i++) {
            double angle = Math.toRadians(from + (to - from) * i / n);
            points[2 * i] = x + a * Math.cos(angle);
            points[2 * i + 1] = y + b * Math.sin(angle);
        }
        return points;
    }

    private static double[] join(double[] points, double x, double y) {
        double[] longer = java.util.Arrays.copyOf(points, points.length + 2);
        longer[points.length] = x;
        longer[points.length + 1] = y;
        return longer;
    }

    /// Draws digits.
    ///
    /// @param count number of images, at least 1
    /// @param side pixels on each side, from 8 to 64
    public static LabelledImages generate(int count, int side, Seeds seeds) {
        if (count < 1) {
            throw new LabException("count must be at least 1, got " + count);
        }
        if (side < 8 || side > 64) {
            throw new LabException("side must lie in 8 to 64 pixels, got " + side);
        }
        var pixels = new double[count][];
        var labels = new int[count];
        for (int ten = 0; ten * 10 < count; ten++) {
            int[] order = shuffled(seeds.of("order", ten));
            for (int i = ten * 10; i < Math.min(count, ten * 10 + 10); i++) {
                labels[i] = order[i % 10];
                pixels[i] = draw(labels[i], side, seeds.of("image", i));
            }
        }
        return new LabelledImages(side, side, 10, pixels, labels);
    }

    private static int[] shuffled(RandomGenerator random) {
        var order = new int[10];
        for (int i = 0; i < 10; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static double[] draw(int digit, int side, RandomGenerator random) {
        double turn = 0.16 * random.nextGaussian();
        double shear = 0.18 * random.nextGaussian();
        double sx = Math.exp(0.12 * random.nextGaussian());
        double sy = Math.exp(0.08 * random.nextGaussian());
        double dx = 0.05 * random.nextGaussian();
        double dy = 0.05 * random.nextGaussian();
        double pen = 0.045 * Math.exp(0.25 * random.nextGaussian());
        double[] bend = new double[8];
        for (int i = 0; i < bend.length; i++) {
            bend[i] = i % 4 < 2 ? 0.035 * random.nextGaussian() : 6 * random.nextDouble();
        }
        var image = new double[side * side];
        for (double[] stroke : STROKES[digit]) {
            var moved = stroke.clone();
            for (int i = 0; i < stroke.length; i += 2) {
                double x = stroke[i] - 0.5 + bent(stroke[i + 1], bend, 0);
                double y = stroke[i + 1] - 0.5 + bent(stroke[i], bend, 4);
                double u = sx * (x + shear * y);
                double v = sy * y;
                moved[i] = 0.5 + dx + Math.cos(turn) * u - Math.sin(turn) * v;
                moved[i + 1] = 0.5 + dy + Math.sin(turn) * u + Math.cos(turn) * v;
            }
            ink(moved, pen, side, image);
        }
        for (int p = 0; p < image.length; p++) {
            image[p] = Math.clamp(image[p] + NOISE * random.nextGaussian(), 0.0, 1.0);
        }
        return image;
    }

    private static double bent(double along, double[] bend, int from) {
        return bend[from] * Math.sin(4 * along + bend[from + 2])
                + 0.5 * bend[from + 1] * Math.sin(9 * along + bend[from + 3]);
    }

    private static void ink(double[] stroke, double pen, int side, double[] image) {
        for (int row = 0; row < side; row++) {
            for (int col = 0; col < side; col++) {
                double x = (col + 0.5) / side;
                double y = (row + 0.5) / side;
                double nearest = Double.POSITIVE_INFINITY;
                for (int i = 0; i + 3 < stroke.length; i += 2) {
                    nearest =
                            Math.min(
                                    nearest,
                                    distance(
                                            x,
                                            y,
                                            stroke[i],
                                            stroke[i + 1],
                                            stroke[i + 2],
                                            stroke[i + 3]));
                }
                double soft = Math.clamp(0.5 + (pen - nearest) * side / 1.5, 0.0, 1.0);
                image[row * side + col] = Math.max(image[row * side + col], soft);
            }
        }
    }

    private static double distance(double x, double y, double x0, double y0, double x1, double y1) {
        double ux = x1 - x0;
        double uy = y1 - y0;
        double length = ux * ux + uy * uy;
        double t = length == 0 ? 0 : Math.clamp(((x - x0) * ux + (y - y0) * uy) / length, 0.0, 1.0);
        return Math.hypot(x - x0 - t * ux, y - y0 - t * uy);
    }
}
