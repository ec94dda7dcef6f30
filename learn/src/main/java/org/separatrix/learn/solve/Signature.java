package org.separatrix.learn.solve;

import java.util.ArrayList;
import java.util.List;

/// Iterated integrals of a piecewise linear path: its signature and log-signature up to depth 3.
///
/// Source: T. Lyons, M. Caruana, T. Lévy, Differential Equations Driven by Rough Paths (2007).
public final class Signature {

    private final int channels;
    private final int depth;
    private final double[][] levels;

    private Signature(int channels, int depth, double[][] levels) {
        this.channels = channels;
        this.depth = depth;
        this.levels = levels;
    }

    /// The signature of the path through samples, joined by straight lines.
    ///
    /// @param samples (times, channels), at least one
    /// @param depth 1 to 3
    public static Signature of(double[][] samples, int depth) {
        if (depth < 1 || depth > 3) {
            throw new SolveException("the depth must be 1, 2 or 3, got " + depth);
        }
        int d = samples[0].length;
        var result = trivial(d, depth);
        for (int i = 1; i < samples.length; i++) {
            var step = new double[d];
            for (int c = 0; c < d; c++) {
                step[c] = samples[i][c] - samples[i - 1][c];
            }
            result = result.then(line(step, depth));
        }
        return result;
    }

    private static Signature trivial(int d, int depth) {
        var levels = new double[depth][];
        int size = 1;
        for (int k = 0; k < depth; k++) {
            size *= d;
            levels[k] = new double[size];
        }
        return new Signature(d, depth, levels);
    }

    /// Level `k` of a straight line is its increment's k-th tensor power over `k!`.
    private static Signature line(double[] step, int depth) {
        var line = trivial(step.length, depth);
        var power = new double[] {1};
        for (int k = 0; k < depth; k++) {
            power = outer(power, step);
            for (int i = 0; i < power.length; i++) {
                power[i] /= k + 1;
            }
            line.levels[k] = power;
        }
        return line;
    }

    private static double[] outer(double[] a, double[] b) {
        var product = new double[a.length * b.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < b.length; j++) {
                product[i * b.length + j] = a[i] * b[j];
            }
        }
        return product;
    }

    /// The signature of this path followed by another: Chen's identity.
    public Signature then(Signature next) {
        return new Signature(channels, depth, product(levels, next.levels, true));
    }

    /// Product of tensors; `unit` adds the terms of the leading ones.
    private double[][] product(double[][] a, double[][] b, boolean unit) {
        var result = new double[depth][];
        for (int k = 0; k < depth; k++) {
            result[k] = new double[a[k].length];
            if (unit) {
                for (int i = 0; i < a[k].length; i++) {
                    result[k][i] = a[k][i] + b[k][i];
                }
            }
            for (int j = 0; j < k; j++) {
                var mixed = outer(a[j], b[k - 1 - j]);
                for (int i = 0; i < mixed.length; i++) {
                    result[k][i] += mixed[i];
                }
            }
        }
        return result;
    }

    /// All iterated integrals of one level, row-major.
    ///
    /// @param level from 1 to the depth
    public double[] level(int level) {
        return levels[level - 1].clone();
    }

    /// The logarithm, at the Lyndon words in order of length: increments, areas, and so on.
    ///
    /// For three channels it has 3, 6 and 14 components at depths 1, 2 and 3.
    public double[] logarithm() {
        var square = product(levels, levels, false);
        var cube = product(square, levels, false);
        var values = new ArrayList<Double>();
        for (int k = 0; k < depth; k++) {
            for (var word : lyndon(channels, k + 1)) {
                int index = 0;
                for (int letter : word) {
                    index = index * channels + letter;
                }
                values.add(levels[k][index] - square[k][index] / 2 + cube[k][index] / 3);
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// Words that are smaller than all their rotations.
    private static List<int[]> lyndon(int letters, int length) {
        var words = new ArrayList<int[]>();
        int count = 1;
        for (int i = 0; i < length; i++) {
            count *= letters;
        }
        for (int code = 0; code < count; code++) {
            var word = new int[length];
            int rest = code;
            for (int i = length - 1; i >= 0; i--) {
                word[i] = rest % letters;
                rest /= letters;
            }
            if (smallest(word)) {
                words.add(word);
            }
        }
        return words;
    }

    private static boolean smallest(int[] word) {
        int n = word.length;
        for (int shift = 1; shift < n; shift++) {
            int order = 0;
            for (int i = 0; i < n && order == 0; i++) {
                order = Integer.compare(word[i], word[(i + shift) % n]);
            }
            if (order >= 0) {
                return false;
            }
        }
        return true;
    }
}
