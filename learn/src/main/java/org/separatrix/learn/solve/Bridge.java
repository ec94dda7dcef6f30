package org.separatrix.learn.solve;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Increments and space-time Lévy areas of a Brownian path over one interval, and their law when
/// the interval is cut.
///
/// Source: J. Foster, T. Lyons, H. Oberhauser, "An optimal polynomial approximation of Brownian
/// motion", SIAM J. Numer. Anal. 58 (2020).
///
/// @param w increments, one a component
/// @param h areas, one a component
record Bridge(double[] w, double[] h) {

    /// Over an interval of this length, from the seed of its node.
    static Bridge root(long seed, double length, int size) {
        var random = generator(seed);
        var w = new double[size];
        var h = new double[size];
        for (int i = 0; i < size; i++) {
            w[i] = Math.sqrt(length) * random.nextGaussian();
            h[i] = Math.sqrt(length / 12) * random.nextGaussian();
        }
        return new Bridge(w, h);
    }

    /// The left or the right part, given the whole.
    ///
    /// @param seed of the cut; both parts are drawn from it
    /// @param l length of the left part
    /// @param r length of the right part
    Bridge part(long seed, double l, double r, boolean left) {
        double whole = l + r;
        double v = 0.5 * Math.sqrt(l * r / (l * l * l + r * r * r));
        double a = v * l * l / whole;
        double b = v * r * r / whole;
        double c = v / Math.sqrt(3);
        var random = generator(seed);
        int n = w.length;
        var partW = new double[n];
        var partH = new double[n];
        for (int i = 0; i < n; i++) {
            double x1 = random.nextGaussian();
            double x2 = random.nextGaussian();
            double shift = 6 * l * r / (whole * whole) * h[i] + 2 * (a * l + b * r) / whole * x1;
            if (left) {
                partW[i] = l / whole * w[i] + shift;
                partH[i] = l * l / (whole * whole) * h[i] - a * x1 + c * r * x2;
            } else {
                partW[i] = r / whole * w[i] - shift;
                partH[i] = r * r / (whole * whole) * h[i] - b * x1 - c * l * x2;
            }
        }
        return new Bridge(partW, partH);
    }

    /// Two neighbouring intervals as one.
    ///
    /// @param l length of this one
    /// @param r length of the next
    Bridge then(Bridge next, double l, double r) {
        int n = w.length;
        var sumW = new double[n];
        var sumH = new double[n];
        for (int i = 0; i < n; i++) {
            sumW[i] = w[i] + next.w[i];
            sumH[i] = (l * h[i] + r * next.h[i] + 0.5 * (r * w[i] - l * next.w[i])) / (l + r);
        }
        return new Bridge(sumW, sumH);
    }

    private static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
