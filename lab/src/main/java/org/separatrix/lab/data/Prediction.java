package org.separatrix.lab.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a model says of the future: a mean, and where it can, how sure it is.
///
/// @param mean the point forecast, evenly spaced, its first row one step after the history
/// @param deviation standard deviation of the forecast error, `[n][D]`, if the model knows it
/// @param samples equally likely futures, each `[n][D]`, empty if the model draws none
public record Prediction(Segment mean, Optional<double[][]> deviation, List<double[][]> samples) {

    public Prediction {
        samples = List.copyOf(samples);
    }

    /// A point forecast without uncertainty.
    public static Prediction of(Segment mean) {
        return new Prediction(mean, Optional.empty(), List.of());
    }

    /// The `p`-quantile of each value, `[n][D]`: from the samples if there are any, otherwise of a
    /// normal distribution, otherwise empty.
    ///
    /// @param p in (0, 1)
    public Optional<double[][]> quantile(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("p must lie in (0, 1), got " + p);
        }
        int n = mean.size();
        int d = mean.dimension();
        var result = new double[n][d];
        if (!samples.isEmpty()) {
            var values = new double[samples.size()];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < d; j++) {
                    for (int k = 0; k < values.length; k++) {
                        values[k] = samples.get(k)[i][j];
                    }
                    Arrays.sort(values);
                    double place = p * (values.length - 1);
                    int low = (int) place;
                    int high = Math.min(low + 1, values.length - 1);
                    result[i][j] = values[low] + (place - low) * (values[high] - values[low]);
                }
            }
            return Optional.of(result);
        }
        if (deviation.isEmpty()) {
            return Optional.empty();
        }
        double z = normalQuantile(p);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                result[i][j] = mean.values()[i][j] + z * deviation.get()[i][j];
            }
        }
        return Optional.of(result);
    }

    /// Quantile of the standard normal distribution by bisection on [#normalProbability].
    static double normalQuantile(double p) {
        double low = -40;
        double high = 40;
        for (int i = 0; i < 100; i++) {
            double middle = 0.5 * (low + high);
            if (normalProbability(middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }

    /// Distribution function of the standard normal distribution: a power series near zero, a
    /// continued fraction in the tails (Abramowitz and Stegun 26.2.10 and 26.2.14).
    static double normalProbability(double x) {
        double size = Math.abs(x);
        double density = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
        double upper;
        if (size < 3) {
            double term = size;
            double sum = size;
            for (int k = 1; k < 100; k++) {
                term *= size * size / (2 * k + 1);
                sum += term;
            }
            upper = 0.5 - density * sum;
        } else {
            double fraction = 0;
            for (int k = 60; k >= 1; k--) {
                fraction = k / (size + fraction);
            }
            upper = density / (size + fraction);
        }
        return x > 0 ? 1 - upper : upper;
    }
}
