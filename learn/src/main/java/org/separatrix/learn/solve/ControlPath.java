package org.separatrix.learn.solve;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.separatrix.learn.Kind;
import org.separatrix.learn.Scope;
import org.separatrix.learn.Tensors;

import java.util.Arrays;

/// A path through data, smooth enough to drive a differential equation.
///
/// The data are samples of several series at common times; a missing value is NaN. Time itself is
/// usually one of the channels: without it the path does not know how fast it was travelled.
public final class ControlPath implements AutoCloseable {

    /// How the path goes between samples.
    public enum Interpolation {
        /// Straight lines; stepping onto the knots is advised, see [#knots].
        LINEAR,
        /// First along the first channel (time), then along the others: at every moment the path
        /// depends on the past alone. Missing values repeat the last one.
        RECTILINEAR,
        /// The cubic spline of least curvature; any sample changes all of it.
        NATURAL_CUBIC,
        /// Cubics whose slope at a knot is the secant before it: smooth, and it depends on one
        /// sample ahead at most. The default.
        HERMITE
    }

    private final double[] knots;
    private final Tensor[] powers;

    /// @param powers coefficients of each power, shape (pieces, batch, channels)
    private ControlPath(double[] knots, Tensor[] powers) {
        this.knots = knots;
        this.powers = powers;
    }

    /// A path through samples.
    ///
    /// @param times strictly increasing, at least two
    /// @param values (batch, times, channels), NaN where missing
    /// @throws SolveException if times do not increase or a channel of a series has no value at all
    public static ControlPath of(
            double[] times, double[][][] values, Interpolation interpolation, Kind kind) {
        check(times, values);
        int channels = values[0][0].length;
        double[] knots =
                interpolation == Interpolation.RECTILINEAR ? doubled(times.length) : times.clone();
        int count = knots.length - 1;
        int batch = values.length;
        var coefficients = new double[4][count * batch * channels];
        for (int b = 0; b < batch; b++) {
            for (int c = 0; c < channels; c++) {
                var series = new double[times.length];
                for (int i = 0; i < series.length; i++) {
                    series[i] = values[b][i][c];
                }
                var cubic =
                        interpolation == Interpolation.RECTILINEAR
                                ? Splines.linear(knots, Splines.stairs(series, c == 0))
                                : Splines.through(times, series, interpolation);
                for (int power = 0; power < 4; power++) {
                    for (int i = 0; i < count; i++) {
                        coefficients[power][(i * batch + b) * channels + c] = cubic[power][i];
                    }
                }
            }
        }
        try (var _ = new Scope()) {
            var powers = new Tensor[4];
            for (int power = 0; power < 4; power++) {
                powers[power] =
                        Scope.promote(
                                Tensors.of(coefficients[power], kind, count, batch, channels));
            }
            return new ControlPath(knots, powers);
        }
    }

    /// The path of some of the series.
    ///
    /// @param series indices into the batch
    public ControlPath select(long... series) {
        try (var _ = new Scope()) {
            var rows = Tensors.indices(series).to(powers[0].device(), ScalarType.Long);
            var chosen = new Tensor[4];
            for (int power = 0; power < 4; power++) {
                chosen[power] = Scope.promote(powers[power].index_select(1, rows));
            }
            return new ControlPath(knots, chosen);
        }
    }

    @Override
    public void close() {
        for (var power : powers) {
            Scope.release(power);
        }
    }

    private static double[] doubled(int samples) {
        var knots = new double[2 * samples - 1];
        for (int i = 0; i < knots.length; i++) {
            knots[i] = i;
        }
        return knots;
    }

    private static void check(double[] times, double[][][] values) {
        if (times.length < 2) {
            throw new SolveException("a path needs at least two samples, got " + times.length);
        }
        for (int i = 1; i < times.length; i++) {
            if (!(times[i] > times[i - 1])) {
                throw new SolveException(
                        "times must strictly increase; number %d is %s after %s"
                                .formatted(i, times[i], times[i - 1]));
            }
        }
        for (int b = 0; b < values.length; b++) {
            if (values[b].length != times.length) {
                throw new SolveException(
                        "series %d has %d samples at %d times"
                                .formatted(b, values[b].length, times.length));
            }
            for (int c = 0; c < values[b][0].length; c++) {
                boolean any = false;
                for (var sample : values[b]) {
                    if (Double.isInfinite(sample[c])) {
                        throw new SolveException(
                                "series %d, channel %d holds an infinite value".formatted(b, c));
                    }
                    any |= !Double.isNaN(sample[c]);
                }
                if (!any) {
                    throw new SolveException(
                            "series %d has no value in channel %d; drop the channel or the series"
                                    .formatted(b, c));
                }
            }
        }
    }

    /// Where the pieces meet. For rectilinear paths these count samples and moves, not time.
    public double[] knots() {
        return knots.clone();
    }

    /// The parameter where the path begins.
    public double start() {
        return knots[0];
    }

    /// The parameter where the path ends.
    public double end() {
        return knots[knots.length - 1];
    }

    /// The path.
    ///
    /// @return shape (batch, channels)
    public Tensor at(double t) {
        int i = piece(t);
        double u = t - knots[i];
        var sum = Tensors.plus(power(0, i), u, power(1, i));
        sum = Tensors.plus(sum, u * u, power(2, i));
        return Tensors.plus(sum, u * u * u, power(3, i));
    }

    /// Its derivative; at a knot that of the piece after it.
    ///
    /// @return shape (batch, channels)
    public Tensor derivative(double t) {
        int i = piece(t);
        double u = t - knots[i];
        return Tensors.plus(Tensors.plus(power(1, i), 2 * u, power(2, i)), 3 * u * u, power(3, i));
    }

    private Tensor power(int power, int piece) {
        return powers[power].select(0, piece);
    }

    private int piece(double t) {
        int i = Arrays.binarySearch(knots, t);
        int index = i >= 0 ? i : -i - 2;
        return Math.clamp(index, 0, knots.length - 2);
    }

    /// The equation `dz = f(z) dX` as an ordinary one.
    ///
    /// @param field gives (batch, hidden, channels)
    public VectorField drive(VectorField field) {
        return (t, z) -> field.at(t, z).matmul(derivative(t).unsqueeze(-1)).squeeze(-1);
    }
}
