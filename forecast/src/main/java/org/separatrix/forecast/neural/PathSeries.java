package org.separatrix.forecast.neural;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.separatrix.forecast.Scaling;
import org.separatrix.lab.LabException;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

/// Series at common times, standardised, with gaps filled by straight lines.
///
/// A filled gap is smoother than the process behind it. [#throughGaps] gives generated paths the
/// gaps of the data, so that a critic compares like with like.
final class PathSeries implements AutoCloseable {

    private static final double MOST_LINES = 2e8;

    private final double[] times;
    private final double[] mean;
    private final double[] deviation;
    private final Tensor values;
    private final Tensor seen;
    private final Tensor fill;
    private final boolean gaps;

    /// @param series (series, times, channels), NaN where missing; a time is missing as a whole if
    ///   its first channel is
    /// @param spread standard deviation of the scaled data
    /// @param kind of the tensors
    PathSeries(double[] times, double[][][] series, double spread, Kind kind) {
        check(times, series);
        this.times = times.clone();
        int n = series.length;
        int count = times.length;
        int channels = series[0][0].length;
        mean = new double[channels];
        deviation = new double[channels];
        scale(series, spread);
        var flat = new double[n * count * channels];
        var mask = new double[n * count];
        var lines = new double[n * count * count];
        boolean any = false;
        for (int b = 0; b < n; b++) {
            var weights = lines(times, series[b]);
            for (int i = 0; i < count; i++) {
                mask[b * count + i] = missing(series[b][i]) ? 0 : 1;
                any |= missing(series[b][i]);
                System.arraycopy(weights[i], 0, lines, (b * count + i) * count, count);
                for (int c = 0; c < channels; c++) {
                    double sum = 0;
                    for (int k = 0; k < count; k++) {
                        if (weights[i][k] != 0) {
                            sum += weights[i][k] * (series[b][k][c] - mean[c]) / deviation[c];
                        }
                    }
                    flat[(b * count + i) * channels + c] = sum;
                }
            }
        }
        gaps = any;
        try (var _ = new Scope()) {
            values = Scope.promote(Tensors.of(flat, kind, n, count, channels));
            seen = Scope.promote(Tensors.of(mask, kind, n, count, 1));
            fill = Scope.promote(Tensors.of(lines, kind, n, count, count));
        }
    }

    private static boolean missing(double[] row) {
        return Double.isNaN(row[0]);
    }

    private static void check(double[] times, double[][][] series) {
        if (times.length < 3) {
            throw new LabException("paths need at least three times, got " + times.length);
        }
        for (int i = 1; i < times.length; i++) {
            if (!(times[i] > times[i - 1])) {
                throw new LabException(
                        "times must strictly increase; number %d is %s after %s"
                                .formatted(i, times[i], times[i - 1]));
            }
        }
        if (series.length < 2) {
            throw new LabException(
                    "a law of paths needs at least two series, got " + series.length);
        }
        for (int b = 0; b < series.length; b++) {
            if (series[b].length != times.length) {
                throw new LabException(
                        "series %d has %d samples at %d times"
                                .formatted(b, series[b].length, times.length));
            }
            boolean any = false;
            for (var row : series[b]) {
                any |= !missing(row);
                for (double v : row) {
                    if (Double.isInfinite(v) || Double.isNaN(v) != missing(row)) {
                        throw new LabException(
                                "series %d: a sample must be finite or missing in every channel"
                                        .formatted(b));
                    }
                }
            }
            if (!any) {
                throw new LabException("series %d has no samples; drop it".formatted(b));
            }
        }
        double lines = (double) series.length * times.length * times.length;
        if (lines > MOST_LINES) {
            throw new LabException(
                    "%d series on %d times are too many to fill gaps; bring them onto a coarser grid with --resample"
                            .formatted(series.length, times.length));
        }
    }

    private void scale(double[][][] series, double spread) {
        for (int c = 0; c < mean.length; c++) {
            double sum = 0;
            double square = 0;
            long count = 0;
            for (var one : series) {
                for (var row : one) {
                    if (!missing(row)) {
                        sum += row[c];
                        square += row[c] * row[c];
                        count++;
                    }
                }
            }
            mean[c] = sum / count;
            double variance = square / count - mean[c] * mean[c];
            deviation[c] = variance > 0 ? Math.sqrt(variance) / spread : 1 / spread;
        }
    }

    /// Weights by which each time's value is made of the samples that are there.
    private static double[][] lines(double[] times, double[][] series) {
        int count = times.length;
        var weights = new double[count][count];
        for (int i = 0; i < count; i++) {
            int before = i;
            int after = i;
            while (before >= 0 && missing(series[before])) {
                before--;
            }
            while (after < count && missing(series[after])) {
                after++;
            }
            if (before < 0 || after == count || before == after) {
                weights[i][before < 0 ? after : before] = 1;
            } else {
                double share = (times[i] - times[before]) / (times[after] - times[before]);
                weights[i][before] = 1 - share;
                weights[i][after] = share;
            }
        }
        return weights;
    }

    double[] times() {
        return times;
    }

    int count() {
        return (int) values.size(0);
    }

    int channels() {
        return mean.length;
    }

    /// Of some series, in standard deviations, filled: (batch, times, channels).
    Tensor values(Tensor rows) {
        return select(values, rows);
    }

    /// 1 where there is a sample, 0 in gaps: (batch, times, 1).
    Tensor seen(Tensor rows) {
        return select(seen, rows);
    }

    /// Paths with the gaps of some series, filled by straight lines.
    ///
    /// @param paths shape (batch, times, channels)
    Tensor throughGaps(Tensor paths, Tensor rows) {
        return gaps ? select(fill, rows).matmul(paths) : paths;
    }

    /// Rows by number, wherever the numbers live.
    private static Tensor select(Tensor of, Tensor rows) {
        return of.index_select(0, rows.to(of.device(), ScalarType.Long));
    }

    /// Standard deviation of a change between neighbouring samples, gaps filled, over all channels.
    double roughness() {
        try (var _ = new Scope()) {
            var changes =
                    values.narrow(1, 1, times.length - 1)
                            .sub(values.narrow(1, 0, times.length - 1));
            return Math.max(Tensors.value(changes.std()), 1e-6);
        }
    }

    /// Times and units of the data, without the data.
    PathUnits units() {
        return new PathUnits(times, new Scaling(mean, deviation));
    }

    @Override
    public void close() {
        Scope.release(values);
        Scope.release(seen);
        Scope.release(fill);
    }
}
