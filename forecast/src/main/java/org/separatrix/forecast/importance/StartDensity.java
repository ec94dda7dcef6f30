package org.separatrix.forecast.importance;

import org.separatrix.analysis.filter.SavitzkyGolay;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// How likely each row of a trajectory is to be the start of a new one.
///
/// @param chances of the rows, summing to 1
record StartDensity(double[] chances) {

    private static final int SMOOTHING = 51;
    private static final int ORDER = 3;
    private static final int POWER = 4;

    /// All rows alike.
    static StartDensity even(int rows) {
        var chances = new double[rows];
        Arrays.fill(chances, 1.0 / rows);
        return new StartDensity(chances);
    }

    /// Proportional to the fourth power of the smoothed errors, clipped at zero; rows before the
    /// first error are never drawn.
    ///
    /// @param errors of the last rows
    static StartDensity of(double[] errors, int rows) {
        double[] smooth =
                errors.length < SMOOTHING
                        ? errors.clone()
                        : new SavitzkyGolay(SMOOTHING, ORDER).smoothed(errors);
        // Relative to the largest, so that no power underflows where it matters.
        double largest = Arrays.stream(smooth).max().orElse(0);
        if (!(largest > 0)) {
            return even(rows);
        }
        var chances = new double[rows];
        double sum = 0;
        for (int i = 0; i < errors.length; i++) {
            double weight = Math.pow(Math.max(0, smooth[i]) / largest, POWER);
            chances[rows - errors.length + i] = weight;
            sum += weight;
        }
        for (int i = 0; i < rows; i++) {
            chances[i] /= sum;
        }
        return new StartDensity(chances);
    }

    /// A row drawn.
    int draw(RandomGenerator random) {
        double left = random.nextDouble();
        int last = 0;
        for (int i = 0; i < chances.length; i++) {
            if (chances[i] > 0) {
                last = i;
                left -= chances[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        return last;
    }
}
