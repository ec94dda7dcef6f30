package org.separatrix.analysis.lyapunov;

import org.separatrix.analysis.statistics.BatchMeans;
import org.separatrix.dynamics.Flow;
import org.separatrix.dynamics.catalog.Estimate;
import org.separatrix.dynamics.catalog.SystemDescription;
import org.separatrix.equations.compile.Compiler;
import org.separatrix.equations.compile.Kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Lyapunov exponents in falling order, each with its standard error.
///
/// The error is that of batch means over all runs, or the spread between runs where that is larger
/// (from [#RUNS_FOR_A_SPREAD] runs on): the first knows nothing of orbits that stay in different
/// parts of phase space, the second does. Both describe the statistics of a finite time, not a
/// transient that was too short.
///
/// @param exponents per time unit; per step for a map
/// @param sum sum of the exponents with its error
/// @param divergence mean divergence of the flow along the runs, or mean log|det| of a map: what
///   the sum of all exponents must be
/// @param time length of all runs together
/// @param runs exponents of each run, in the order of [#exponents]
public record LyapunovSpectrum(
        List<Estimate> exponents, Estimate sum, double divergence, double time, double[][] runs) {

    /// Number of runs from which their spread says something.
    public static final int RUNS_FOR_A_SPREAD = 4;

    private static final double JITTER = 1e-6;

    public LyapunovSpectrum {
        exponents = List.copyOf(exponents);
    }

    /// The spectrum of a flow whose right-hand side is continuous.
    ///
    /// @param x0 a start, on the attractor or in its basin, length d
    /// @param period dominant period in time units: the unit of the lengths in `settings`; steps
    ///   are not longer than a quarter of it
    /// @throws TangentFailureException if the trajectory cannot be followed
    /// @throws LyapunovCancelledException if the settings say so
    public static LyapunovSpectrum of(
            Flow flow, double[] x0, double period, LyapunovSettings settings) {
        return of(flow, x0, period, settings, List::of);
    }

    private static LyapunovSpectrum of(
            Flow flow,
            double[] x0,
            double period,
            LyapunovSettings settings,
            Supplier<List<SwitchingSurface>> surfaces) {
        checkStart(x0, flow.dimension());
        if (!(period > 0) || Double.isInfinite(period)) {
            throw new IllegalArgumentException("period must be positive, got " + period);
        }
        int k = vectors(settings, flow.dimension());
        return of(
                _ ->
                        new ExplicitTangent(
                                flow.copy(), k, settings.tolerance(), period / 4, surfaces.get()),
                x0,
                period,
                k,
                settings);
    }

    /// The spectrum of an iterated map.
    ///
    /// @param map compiled equations of a map
    /// @throws TangentFailureException if the orbit becomes infinite
    /// @throws LyapunovCancelledException if the settings say so
    public static LyapunovSpectrum ofMap(Kernel map, double[] x0, LyapunovSettings settings) {
        checkStart(x0, map.dimension());
        int k = vectors(settings, map.dimension());
        return of(_ -> new MapTangent(map.copy(), k), x0, 1, k, settings);
    }

    /// The spectrum of a flow or a map as its description tells: its equations, start and period.
    ///
    /// Tangent vectors jump where a `sign`, a `step` or a comparison of the equations changes.
    ///
    /// @throws IllegalArgumentException for other kinds of systems
    public static LyapunovSpectrum of(SystemDescription system, LyapunovSettings settings) {
        return switch (system.kind()) {
            case FLOW ->
                    of(
                            system.flow(),
                            system.initial(),
                            system.period().orElse(1),
                            settings,
                            () -> SwitchingSurface.of(system.system()));
            case MAP -> ofMap(Compiler.compile(system.system()), system.initial(), settings);
            case DELAY, STOCHASTIC, JUMP, PDE ->
                    throw new IllegalArgumentException(
                            "%s is of kind %s; exponents are computed for flows and maps"
                                    .formatted(system.name(), system.kind().text()));
        };
    }

    private static LyapunovSpectrum of(
            IntFunction<TangentStepper> steppers,
            double[] x0,
            double unit,
            int k,
            LyapunovSettings settings) {
        var work = new ArrayList<Callable<Growth>>();
        for (int start = 0; start < settings.starts(); start++) {
            var stepper = steppers.apply(start);
            var random = new SplittableRandom(settings.seed() * 0x9e3779b97f4a7c15L + start);
            work.add(() -> {
                var from = x0.clone();
                for (int i = 0; i < from.length; i++) {
                    from[i] *= 1 + JITTER * random.nextGaussian();
                }
                return new TangentRun(stepper, x0.length, k, settings).from(from, unit, random);
            });
        }
        return of(Threads.all(work, settings.threads()), k);
    }

    private static LyapunovSpectrum of(List<Growth> growths, int k) {
        double time = growths.stream().mapToDouble(Growth::duration).sum();
        var means = new double[k];
        for (int c = 0; c < k; c++) {
            int vector = c;
            means[c] =
                    growths.stream().mapToDouble(g -> g.rate(vector) * g.duration()).sum() / time;
        }
        var order =
                IntStream.range(0, k)
                        .boxed()
                        .sorted(Comparator.comparingDouble(c -> -means[c]))
                        .toList();
        var exponents = new ArrayList<Estimate>();
        for (int c : order) {
            exponents.add(estimate(growths, means[c], new int[] {c}));
        }
        double total = 0;
        for (double mean : means) {
            total += mean;
        }
        var sum = estimate(growths, total, IntStream.range(0, k).toArray());
        double divergence = growths.stream().mapToDouble(Growth::divergence).sum() / time;
        var runs = new double[growths.size()][k];
        for (int r = 0; r < runs.length; r++) {
            for (int c = 0; c < k; c++) {
                runs[r][c] = growths.get(r).rate(order.get(c));
            }
        }
        return new LyapunovSpectrum(exponents, sum, divergence, time, runs);
    }

    /// The error of the mean rate of some vectors together.
    private static Estimate estimate(List<Growth> growths, double mean, int[] vectors) {
        var rates = new double[growths.size()][];
        var runs = new double[growths.size()];
        for (int r = 0; r < rates.length; r++) {
            var growth = growths.get(r);
            rates[r] = new double[growth.durations().length];
            for (int b = 0; b < rates[r].length; b++) {
                for (int c : vectors) {
                    rates[r][b] += growth.logs()[b][c] / growth.durations()[b];
                }
            }
            for (int c : vectors) {
                runs[r] += growth.rate(c);
            }
        }
        double error = BatchMeans.of(rates).error();
        if (runs.length >= RUNS_FOR_A_SPREAD) {
            double squares = 0;
            for (double run : runs) {
                squares += (run - mean) * (run - mean);
            }
            error = Math.max(error, Math.sqrt(squares / (runs.length - 1.0) / runs.length));
        }
        return new Estimate(mean, error);
    }

    private static int vectors(LyapunovSettings settings, int d) {
        if (settings.exponents() > d) {
            throw new IllegalArgumentException(
                    "exponents must be at most the dimension %d, got %d"
                            .formatted(d, settings.exponents()));
        }
        return settings.exponents() == 0 ? d : settings.exponents();
    }

    private static void checkStart(double[] x0, int d) {
        if (x0.length != d) {
            throw new IllegalArgumentException(
                    "expected a start of length %d, got %d".formatted(d, x0.length));
        }
        for (double value : x0) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("start must be finite, got " + value);
            }
        }
    }

    /// The largest exponent.
    public Estimate largest() {
        return exponents.getFirst();
    }

    /// Values of the exponents, in falling order.
    public double[] values() {
        return exponents.stream().mapToDouble(Estimate::value).toArray();
    }

    /// Kaplan–Yorke dimension j + (l_1 + ... + l_j)/|l_(j+1)|, j the largest number of exponents
    /// whose sum is not negative; the number of exponents if none is left.
    public Estimate kaplanYorke() {
        return KaplanYorke.of(exponents);
    }

    /// Sum of the positive exponents: by Pesin's formula the entropy rate, in nats per time unit.
    ///
    /// Exponents within two standard errors of zero are left out, so that the zero of a flow does
    /// not add its noise. The error is that of independent estimates.
    public Estimate pesin() {
        double sum = 0;
        double squares = 0;
        for (var exponent : exponents) {
            if (exponent.value() > 2 * exponent.error()) {
                sum += exponent.value();
                squares += exponent.error() * exponent.error();
            }
        }
        return new Estimate(sum, Math.sqrt(squares));
    }
}
