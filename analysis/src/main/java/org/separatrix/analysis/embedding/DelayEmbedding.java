package org.separatrix.analysis.embedding;

import org.separatrix.dynamics.Trajectory;

import java.util.stream.IntStream;

/// A state space from one series: the points `(x_i, x_(i+tau), ..., x_(i+(m-1)tau))`.
///
/// Source: F. Takens, Lecture Notes in Mathematics 898 (1981), 366.
public final class DelayEmbedding {

    private DelayEmbedding() {}

    /// The embedded points; their times are the indices of their first values.
    ///
    /// @param m number of coordinates
    /// @param tau delay between two coordinates, in samples
    public static Trajectory of(double[] series, int m, int tau) {
        int n = series.length - (m - 1) * tau;
        if (m < 1 || tau < 1 || n < 1) {
            throw new IllegalArgumentException(
                    "%d values cannot be embedded in %d coordinates at a delay of %d"
                            .formatted(series.length, m, tau));
        }
        var states = new double[n * m];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < m; j++) {
                states[i * m + j] = series[i + j * tau];
            }
        }
        return new Trajectory(
                IntStream.range(0, n).asDoubleStream().toArray(),
                states,
                IntStream.range(0, m).mapToObj(j -> "x[" + j * tau + "]").toList());
    }
}
