package org.separatrix.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/// Times variants of one piece of work in turns, so that a busy machine slows all of them alike.
final class Ratios {

    private final String title;
    private final String[] names;
    private final Runnable[] variants;

    private Ratios(String title, String[] names, Runnable[] variants) {
        this.title = title;
        this.names = names;
        this.variants = variants;
    }

    static Ratios of(String title, String[] names, Runnable... variants) {
        return new Ratios(title, names, variants);
    }

    /// Median milliseconds of each variant over `rounds` rounds after as many of warming up.
    double[] measure(int rounds) {
        var times = new double[variants.length][rounds];
        for (int round = -rounds; round < rounds; round++) {
            for (int k = 0; k < variants.length; k++) {
                long start = System.nanoTime();
                variants[k].run();
                if (round >= 0) {
                    times[k][round] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        return Arrays.stream(times).mapToDouble(Ratios::median).toArray();
    }

    /// Measures and prints one row a variant, with its time over that of the first.
    double[] print(int rounds) {
        double[] medians = measure(rounds);
        System.out.printf(
                Locale.ROOT, "%n%s%n| variant | ms | ratio |%n| --- | --- | --- |%n", title);
        for (int k = 0; k < medians.length; k++) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.3f | %.2f |%n",
                    names[k],
                    medians[k],
                    medians[k] / medians[0]);
        }
        return medians;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
