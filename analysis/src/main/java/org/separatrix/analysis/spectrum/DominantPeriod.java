package org.separatrix.analysis.spectrum;

import org.separatrix.dynamics.Trajectory;
import org.separatrix.dynamics.catalog.Estimate;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The period around which a series swings: the time unit in which a system is looked at.
///
/// The series is smoothed by a Gaussian of three samples, faded in and out and transformed. The
/// period is that of the frequency with the most power per octave, averaged over the neighbours it
/// forms a peak with. Power alone, as in the catalogue of Gilpin (2021), finds the slow wandering
/// between the lobes of a chaotic attractor instead: 11 time units on Lorenz's x. The period of a
/// trajectory is the median over its states.
public final class DominantPeriod {

    private static final double SMOOTHING = 3;
    private static final int FEWEST = 64;

    /// Neighbours of at least this share of the strongest power belong to the peak.
    private static final double PEAK_SHARE = 0.5;

    private static final int PIECES = 4;

    /// Half the width of the band of bins that is looked at as one.
    private static final int BAND = 2;

    private DominantPeriod() {}

    /// The period of a series; NaN if it is constant.
    ///
    /// @param spacing time between two values
    public static double of(double[] series, double spacing) {
        if (series.length < FEWEST) {
            throw new IllegalArgumentException(
                    "a period needs %d values, got %d".formatted(FEWEST, series.length));
        }
        var raw = Fourier.power(Window.BLACKMAN_HARRIS.faded(smoothed(series)));
        var power = perOctave(raw);
        int strongest = 2;
        for (int k = 2; k < power.length; k++) {
            if (power[k] > power[strongest]) {
                strongest = k;
            }
        }
        if (!(power[strongest] > 0)) {
            return Double.NaN;
        }
        double weight = 0;
        double sum = 0;
        double least = PEAK_SHARE * power[strongest];
        for (int k = strongest; k >= 2 && power[k] >= least; k--) {
            weight += raw[k];
            sum += k * raw[k];
        }
        for (int k = strongest + 1; k < power.length && power[k] >= least; k++) {
            weight += raw[k];
            sum += k * raw[k];
        }
        return series.length * spacing * weight / sum;
    }

    /// Power in a band of five bins, times the frequency: single bins of a broad band scatter too
    /// much to find its middle.
    private static double[] perOctave(double[] power) {
        var band = new double[power.length];
        for (int k = BAND; k + BAND < power.length; k++) {
            for (int j = -BAND; j <= BAND; j++) {
                band[k] += power[k + j];
            }
            band[k] *= k;
        }
        return band;
    }

    /// The median over the states of an evenly sampled trajectory; its error is the spread over
    /// four pieces of it, divided by two.
    public static Estimate of(Trajectory trajectory) {
        double whole = median(trajectory);
        int length = trajectory.size() / PIECES;
        if (length < FEWEST) {
            return new Estimate(whole, Double.NaN);
        }
        double squares = 0;
        for (int piece = 0; piece < PIECES; piece++) {
            double period = median(trajectory.slice(piece * length, (piece + 1) * length));
            squares += (period - whole) * (period - whole);
        }
        return new Estimate(whole, Math.sqrt(squares / (PIECES - 1)) / Math.sqrt(PIECES));
    }

    private static double median(Trajectory trajectory) {
        double spacing =
                (trajectory.time(trajectory.size() - 1) - trajectory.time(0))
                        / (trajectory.size() - 1);
        var periods =
                IntStream.range(0, trajectory.dimension())
                        .mapToDouble(j -> of(trajectory.column(j), spacing))
                        .filter(Double::isFinite)
                        .sorted()
                        .toArray();
        if (periods.length == 0) {
            throw new IllegalArgumentException("no state changes: there is no period");
        }
        int half = periods.length / 2;
        return periods.length % 2 == 1 ? periods[half] : 0.5 * (periods[half - 1] + periods[half]);
    }

    private static double[] smoothed(double[] series) {
        int reach = (int) (4 * SMOOTHING);
        var weights = new double[2 * reach + 1];
        for (int i = -reach; i <= reach; i++) {
            weights[i + reach] = Math.exp(-0.5 * i * i / (SMOOTHING * SMOOTHING));
        }
        double total = Arrays.stream(weights).sum();
        var smooth = new double[series.length];
        for (int i = 0; i < series.length; i++) {
            for (int j = -reach; j <= reach; j++) {
                int at = Math.clamp(i + (long) j, 0, series.length - 1);
                smooth[i] += weights[j + reach] / total * series[at];
            }
        }
        return smooth;
    }
}
