package org.separatrix.dynamics.jump;

import java.util.random.RandomGenerator;

/// Poisson-distributed numbers.
final class Poisson {

    private static final double[] LOG_FACTORIAL = new double[16];

    static {
        for (int k = 2; k < LOG_FACTORIAL.length; k++) {
            LOG_FACTORIAL[k] = LOG_FACTORIAL[k - 1] + Math.log(k);
        }
    }

    private Poisson() {}

    /// A number of mean `mean`: by products of uniform numbers below 10, above by transformed
    /// rejection (W. Hörmann, "The transformed rejection method for generating Poisson random
    /// variables", Insurance: Mathematics and Economics 12, 1993).
    static long sample(RandomGenerator random, double mean) {
        if (mean < 10) {
            double limit = Math.exp(-mean);
            double product = random.nextDouble();
            long k = 0;
            while (product > limit) {
                product *= random.nextDouble();
                k++;
            }
            return k;
        }
        double b = 0.931 + 2.53 * Math.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double limit = 0.9277 - 3.6224 / (b - 2);
        double logMean = Math.log(mean);
        while (true) {
            double u = random.nextDouble() - 0.5;
            double v = random.nextDouble();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= limit) {
                return (long) k;
            }
            if (k < 0 || (us < 0.013 && v > us)) {
                continue;
            }
            double density = k * logMean - mean - logFactorial(k);
            if (Math.log(v * inverseAlpha / (a / (us * us) + b)) <= density) {
                return (long) k;
            }
        }
    }

    /// log k!, from 16 on by Stirling's series (error below 1e-12).
    private static double logFactorial(double k) {
        if (k < LOG_FACTORIAL.length) {
            return LOG_FACTORIAL[(int) k];
        }
        double n = k + 1;
        double inverse = 1 / (n * n);
        return (n - 0.5) * Math.log(n)
                - n
                + 0.5 * Math.log(2 * Math.PI)
                + (1.0 / 12 - inverse * (1.0 / 360 - inverse / 1260)) / n;
    }
}
