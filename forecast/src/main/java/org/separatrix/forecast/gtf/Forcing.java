package org.separatrix.forecast.gtf;

/// How strongly the observed state replaces the model's own while it trains: estimates of alpha
/// from Jacobians.
///
/// Each estimate is `max(0, 1 - 1/n)` of a norm n.
public enum Forcing {
    /// The value given, for ever.
    CONSTANT,
    /// n = a bound on every Jacobian, `max|A| + |W1| |W2|` for the shallow map, without looking at
    /// data.
    UPPER_BOUND,
    /// n = the largest norm of a Jacobian in the batch.
    BATCH_MAXIMUM,
    /// n = over sequences the largest geometric mean of the norms along a sequence.
    PRODUCT,
    /// n = over sequences the largest norm of the mean Jacobian.
    ARITHMETIC_MEAN,
    /// n = over sequences the largest norm of `exp(mean log J)`, the geometric mean of the
    /// Jacobians themselves; as PRODUCT where a logarithm does not exist.
    LOGARITHMIC_MEAN;

    /// `max(0, 1 - 1/n)`.
    static double strength(double norm) {
        return norm <= 1 ? 0 : 1 - 1 / norm;
    }

    /// The estimate for a batch of sequences of observed states.
    ///
    /// @param sequences `[batch][time][M]`
    double estimate(PiecewiseLinearMap map, double[][][] sequences) {
        return switch (this) {
            case CONSTANT -> throw new IllegalStateException("a constant forcing is not estimated");
            case UPPER_BOUND -> strength(map.jacobianBound());
            case BATCH_MAXIMUM -> {
                double largest = 0;
                for (double[][] sequence : sequences) {
                    for (double[] z : sequence) {
                        largest = Math.max(largest, SpectralNorm.of(map.jacobian(z)));
                    }
                }
                yield strength(largest);
            }
            case PRODUCT -> {
                double largest = 0;
                for (double[][] sequence : sequences) {
                    largest = Math.max(largest, meanNorm(map, sequence));
                }
                yield strength(largest);
            }
            case LOGARITHMIC_MEAN -> {
                double largest = 0;
                for (double[][] sequence : sequences) {
                    var jacobians = new double[sequence.length][][];
                    for (int t = 0; t < jacobians.length; t++) {
                        jacobians[t] = map.jacobian(sequence[t]);
                    }
                    double norm = GeometricMean.norm(jacobians);
                    largest = Math.max(largest, norm >= 0 ? norm : meanNorm(map, sequence));
                }
                yield strength(largest);
            }
            case ARITHMETIC_MEAN -> {
                double largest = 0;
                for (double[][] sequence : sequences) {
                    var mean = new double[map.dimension()][map.dimension()];
                    for (double[] z : sequence) {
                        double[][] jacobian = map.jacobian(z);
                        for (int i = 0; i < mean.length; i++) {
                            for (int j = 0; j < mean.length; j++) {
                                mean[i][j] += jacobian[i][j] / sequence.length;
                            }
                        }
                    }
                    largest = Math.max(largest, SpectralNorm.of(mean));
                }
                yield strength(largest);
            }
        };
    }

    /// Geometric mean of the norms along a sequence.
    private static double meanNorm(PiecewiseLinearMap map, double[][] sequence) {
        double log = 0;
        for (double[] z : sequence) {
            log += Math.log(SpectralNorm.of(map.jacobian(z)));
        }
        return Math.exp(log / sequence.length);
    }
}
