package org.separatrix.lab.data.labelled;

import java.util.random.RandomGenerator;

/// Series that are a shape plus noise.
final class Shapes {

    private Shapes() {}

    static double uniform(RandomGenerator random, double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    static double[] noise(int length, double deviation, RandomGenerator random) {
        var x = new double[length];
        for (int i = 0; i < length; i++) {
            x[i] = deviation * random.nextGaussian();
        }
        return x;
    }

    /// `(6 + eta)` times a plateau, a rising or a falling ramp on `[a, b]`, and unit noise.
    static double[] cylinderBellFunnel(int label, int length, RandomGenerator random) {
        int a = random.nextInt(16, 33);
        int b = a + random.nextInt(32, 97);
        double height = 6 + random.nextGaussian();
        double[] x = noise(length, 1, random);
        for (int t = a; t <= Math.min(b, length - 1); t++) {
            double shape =
                    switch (label) {
                        case 0 -> 1;
                        case 1 -> (double) (t - a) / (b - a);
                        default -> (double) (b - t) / (b - a);
                    };
            x[t] += height * shape;
        }
        return x;
    }

    /// Mean 30 and deviation 2, with a cycle, a trend or a shift.
    static double[] controlChart(int label, int length, RandomGenerator random) {
        double[] x = noise(length, 2, random);
        double amplitude = uniform(random, 10, 15);
        double period = uniform(random, 10, 15);
        double slope = uniform(random, 0.2, 0.5);
        double shift = uniform(random, 7.5, 20);
        double at = uniform(random, length / 3.0, 2 * length / 3.0);
        for (int t = 0; t < length; t++) {
            double signal =
                    switch (label) {
                        case 0 -> 0;
                        case 1 -> amplitude * Math.sin(2 * Math.PI * t / period);
                        case 2 -> slope * t;
                        case 3 -> -slope * t;
                        case 4 -> t >= at ? shift : 0;
                        default -> t >= at ? -shift : 0;
                    };
            x[t] += 30 + signal;
        }
        return x;
    }

    /// Two patterns of 5 units, each a step up (-5 to 5) or down, of random lengths at random
    /// places that do not overlap, in unit noise.
    static double[] twoPatterns(int label, int length, RandomGenerator random) {
        double[] x = noise(length, 1, random);
        int half = length / 2;
        for (int k = 0; k < 2; k++) {
            int width = random.nextInt(length / 8, 3 * length / 8);
            int start = k * half + random.nextInt(half - width + 1);
            boolean up = (k == 0 ? label / 2 : label % 2) == 0;
            for (int t = 0; t < width; t++) {
                x[start + t] += t < width / 2 == up ? -5 : 5;
            }
        }
        return x;
    }

    /// Unit noise, in the second class with a triangle of height 2 over 30 values somewhere.
    static double[] hiddenTriangle(int label, int length, RandomGenerator random) {
        double[] x = noise(length, 1, random);
        int width = 30;
        int start = random.nextInt(length - width);
        for (int t = 0; t < width && label == 1; t++) {
            x[start + t] += 2 * (1 - Math.abs(2.0 * t / width - 1));
        }
        return x;
    }

    /// Triangles of height 6 around three places, two of them mixed at random, in unit noise.
    static double[] waveform(int label, int length, RandomGenerator random) {
        double u = random.nextDouble();
        int first = label == 2 ? 1 : 0;
        int second = label == 0 ? 1 : 2;
        double[] x = noise(length, 1, random);
        for (int t = 0; t < length; t++) {
            x[t] += u * triangle(first, t) + (1 - u) * triangle(second, t);
        }
        return x;
    }

    private static double triangle(int which, int t) {
        int centre = which == 0 ? 11 : which == 1 ? 15 : 7;
        return Math.max(6 - Math.abs(t / 4.0 + 1 - centre), 0);
    }

    /// Three steps and a cusp; the classes differ in the height of the second step and the place of
    /// the cusp, both jittered.
    static double[] steps(int label, int length, RandomGenerator random) {
        double[] x = noise(length, 0.5, random);
        double height = (label % 2 == 0 ? 1 : 1.6) + 0.15 * random.nextGaussian();
        double cusp = (label / 2 == 0 ? 0.62 : 0.7) + 0.02 * random.nextGaussian();
        double shift = 0.02 * random.nextGaussian();
        for (int t = 0; t < length; t++) {
            double s = (double) t / length - shift;
            double level = s < 0.2 ? 0 : s < 0.35 ? 1 : s < 0.5 ? 1 + height : 0.5;
            x[t] += level + 2 * Math.exp(-Math.abs(s - cusp) / 0.03);
        }
        return x;
    }
}
